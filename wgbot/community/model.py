"""What every part of the configuration is: it has no key that isn't known, and no value of another type."""

from pydantic import BaseModel, ConfigDict


class SettingsModel(BaseModel):
    """A part of the configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
