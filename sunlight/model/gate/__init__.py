"""The model gate (模型门禁): whether a model is fit to be analysed."""

from sunlight.model.gate.gate import gate_findings
from sunlight.model.gate.texts import GATE_TEXTS, SHARED_CODES

__all__ = ["GATE_TEXTS", "SHARED_CODES", "gate_findings"]
