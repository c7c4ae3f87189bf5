"""Verbs that read one model of any kind: their common options (读取模型的动词)."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from sunlight.cli.boundary import failures_reported
from sunlight.cli.model_options import (
    KindOption,
    MaxEntitiesOption,
    MaxMegabytesOption,
    MaxNestingOption,
    MaxSecondsOption,
    ModelArgument,
    ModelRequest,
    SetOption,
    StatusOption,
    UseOption,
    model_request,
)
from sunlight.cli.options import Lang, LangOption
from sunlight.cli.window_options import (
    RegularWindowsOption,
    StoreyHeightOption,
    WindowSillOption,
    WindowSpacingOption,
    WindowWidthOption,
    window_rule,
)
from sunlight.importers.limits import LIMITS, Limits

__all__ = ["reads_model"]

_FIRST: Final = "request"


def _parameters(
    model: ModelArgument,
    *,
    kind: KindOption = None,
    settings: SetOption = [],  # noqa: B006 -- typer's way to say: none, or several
    status: StatusOption = None,
    use: UseOption = None,
    regular_windows: RegularWindowsOption = False,
    window_spacing: WindowSpacingOption = None,
    window_width: WindowWidthOption = None,
    window_sill: WindowSillOption = None,
    storey_height: StoreyHeightOption = None,
    lang: LangOption = Lang.ZH,
    max_megabytes: MaxMegabytesOption = LIMITS.megabytes,
    max_entities: MaxEntitiesOption = LIMITS.entities,
    max_nesting: MaxNestingOption = LIMITS.nesting,
    max_seconds: MaxSecondsOption = LIMITS.seconds,
) -> ModelRequest:
    """Request that the common options make."""
    return model_request(
        model,
        kind=kind,
        settings=settings,
        status=status,
        use=use,
        limits=Limits(
            megabytes=max_megabytes,
            entities=max_entities,
            nesting=max_nesting,
            seconds=max_seconds,
        ),
        regular_windows=window_rule(
            regular_windows,
            spacing=window_spacing,
            width=window_width,
            sill_height=window_sill,
            storey_height=storey_height,
        ),
        storey_height=storey_height,
    )


def reads_model(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the argument and the options of reading a model (读取模型).

    Parameters
    ----------
    verb : callable
        Takes ``request``, a :class:`~sunlight.cli.model_options.ModelRequest`, first,
        and ``lang`` if it is to know the language; its other parameters are its own
        options, which come first in the help.

    Returns
    -------
    callable
        For Typer; what goes wrong in it is reported, and ends it with exit code 2.
    """
    own = dict(inspect.signature(verb).parameters)
    knows_language = own.pop("lang", None) is not None
    del own[_FIRST]
    common = inspect.signature(_parameters).parameters
    model = common["model"]
    rest = [p for name, p in common.items() if name not in {"model", *own}]

    @wraps(verb)
    def boundary(**given: Any) -> None:  # noqa: ANN401 -- values of options
        lang: Lang = given["lang"]
        with failures_reported(lang.value):
            told = {name: given[name] for name in common if name in given}
            asked = {name: given[name] for name in own}
            if knows_language:
                asked["lang"] = lang
            verb(_parameters(**told), **asked)

    signed: Any = boundary
    del signed.__wrapped__  # Typer is to see the common options
    signed.__signature__ = inspect.Signature([model, *own.values(), *rest])
    signed.__annotations__ = {
        p.name: p.annotation for p in (model, *own.values(), *rest)
    }
    return boundary
