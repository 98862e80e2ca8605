"""What people who come from AWS's tutorials look for can be found in the guide, in their own words."""

from pathlib import Path

import pytest

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
TEXT = " ".join(" ".join(path.read_text() for path in sorted(GUIDE.glob("*.md"))).split()).lower()
TERMS = """
    BedrockAgentCoreApp; BedrockModel; Strands; get_weather; calculator; @app.entrypoint
    requirements.txt; starter toolkit; .bedrock_agentcore.yaml; auto_create_execution_role
    auto_create_ecr; execution role; IAM; ECR; CodeBuild; ARM64; Docker; Dockerfile; AWS_PROFILE
    list-agent-runtimes; delete_agent_runtime; endpoint_url; Server-Sent Events; SSE; text/event-stream
    iter_lines; chunk_size=1; qualifier; invoke` returns `{}; CloudFront; Lambda@Edge; function URL; OAC
    SHA256; WAF; account ID; SigV4; JWT; Cognito; transformed; runtimeSessionId; cdk deploy
    -d '{"prompt": "hello"}'; authentication; microVM; session-sticky; cold start; warm; hybrid memory
    durable; RAM; time to first token; module globals; JSONSerializableDict; payload.get; double-encoded
    json.dumps; 1024 bytes; dispatch; generator; ValidationException; --if-absent; ping; CloudWatch
    X-Ray; OpenTelemetry; runtime-logs; otel-rt-logs; GenAI Observability; wrong Python; redeployment
    environment variables; isolation
"""


@pytest.mark.parametrize(
    "term", [term.strip() for line in TERMS.split("\n") for term in line.split(";") if term.strip()]
)
def test_the_guide_has_it(term):
    assert term.lower() in TEXT
