"""What every model of a registry file shares: nothing in it can change, and no unknown key is taken."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


Text = Annotated[str, AfterValidator(_not_blank)]
LIST = Field(strict=False)
"""A YAML list becomes a tuple, so that nothing in a group can change."""


class RegistryModel(BaseModel):
    """A part of a registry file, or the whole."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, serialize_by_alias=True)
