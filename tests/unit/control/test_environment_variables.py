"""Variables that no process could be given are refused, and not repeated in the answer."""

import pytest

from headwater.control.configuration import build_configuration
from headwater.core.errors import InvalidRequest

ARTIFACT = {
    "codeConfiguration": {
        "code": {"s3": {"bucket": "headwater", "prefix": "artifacts/x.zip"}},
        "runtime": "PYTHON_3_11",
        "entryPoint": ["agent.py"],
    }
}


@pytest.mark.parametrize("variables", [{"A=B": "secret"}, {"A\0": "secret"}, {"A": "sec\0ret"}])
def test_names_and_values_that_cannot_be_set_are_refused(variables):
    request = {"agentRuntimeArtifact": ARTIFACT, "roleArn": "arn:aws:iam::123456789012:role/x"}

    with pytest.raises(InvalidRequest) as caught:
        build_configuration({**request, "environmentVariables": variables}, is_update=False)

    assert "environmentVariables" in {problem.name for problem in caught.value.fields}
    assert "sec" not in str(caught.value).replace("secur", "")
