"""Response forms: how a front door shapes an agent's answer for its clients."""

from collections.abc import Callable

from headwater.edge.forms.ai_sdk import UiMessageForm
from headwater.edge.forms.base import KEEP_ALIVE_COMMENT, Form, FormContext
from headwater.edge.forms.openai import make_openai_form
from headwater.edge.forms.original import OriginalForm
from headwater.edge.forms.transformed import TransformedForm

#: A door's `form` setting -> what makes the form of one answer.
FORMS: dict[str, Callable[[FormContext], Form]] = {
    "original": OriginalForm,
    "transformed": TransformedForm,
    "openai": make_openai_form,
    "ai-sdk": UiMessageForm,
}

__all__ = ["FORMS", "KEEP_ALIVE_COMMENT", "Form", "FormContext"]
