"""Times and durations as the products write them."""

__all__ = ["clock_text", "duration_words", "hours_minutes", "segments_text"]


def clock_text(minute, style):
    """``08:07``, in the clock of the report."""
    value = int(minute + style.clock + 0.5)
    if style.rounding == "floor":
        value = int(minute + style.clock + 1e-6)
    return f"{value // 60:02d}:{value % 60:02d}"


def segments_text(segments, style, dash="~"):
    """List of ``08:07~09:30``."""
    return [f"{clock_text(a, style)}{dash}{clock_text(b, style)}" for a, b in segments]


def hours_minutes(minutes):
    """``1:52``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def duration_words(minutes):
    """``1小时52分``."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return f"{rest}分"
    return f"{hours}小时{rest}分" if rest else f"{hours}小时"
