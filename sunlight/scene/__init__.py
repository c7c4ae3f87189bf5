"""Receivers and obstructions as arrays, and how a project becomes them (场景)."""

from sunlight.scene.obstructions import Obstructions, Prism, Solid
from sunlight.scene.receivers import Receivers

__all__ = ["Obstructions", "Prism", "Receivers", "Solid"]
