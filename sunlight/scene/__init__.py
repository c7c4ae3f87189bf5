"""Receivers and obstructions as arrays, and how a project becomes them (场景)."""

from sunlight.scene.build import ExcludedPart, Scene, build_scene, sill_ends
from sunlight.scene.obstructions import Obstructions, Prism, Solid
from sunlight.scene.receivers import Receivers

__all__ = [
    "ExcludedPart",
    "Obstructions",
    "Prism",
    "Receivers",
    "Scene",
    "Solid",
    "build_scene",
    "sill_ends",
]
