"""What several drawings need and is computed once, when the first asks (共用数据)."""

from dataclasses import dataclass, field

from sunlight.assessment import Assessment
from sunlight.assessment.shaders import Shaders, project_shaders
from sunlight.assessment.subject import Subject, subject_of
from sunlight.kinds import Use

__all__ = ["Shared"]


@dataclass(slots=True, eq=False)
class Shared:
    """Spans with their blockers, and subjects of the aids (共用数据).

    Not frozen: it remembers what it has computed.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """

    assessment: Assessment
    _shaders: Shaders | None = field(default=None, init=False)
    _subjects: dict[Use, Subject] = field(default_factory=dict, init=False)

    def shaders(self) -> Shaders:
        """Who blocks each window when, with the readings of the assessment."""
        if self._shaders is None:
            self._shaders = project_shaders(
                self.assessment.project,
                readings=self.assessment.readings,
                declination=self.assessment.declination,
            )
        return self._shaders

    def subject(self, use: Use = Use.RESIDENTIAL) -> Subject:
        """Scene and sun path on the day of a use, with the same readings.

        Parameters
        ----------
        use : Use
            The use.
        """
        if use not in self._subjects:
            self._subjects[use] = subject_of(
                self.assessment.project,
                use=use,
                readings=self.assessment.readings,
                declination=self.assessment.declination,
            )
        return self._subjects[use]
