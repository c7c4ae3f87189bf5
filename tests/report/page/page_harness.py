"""What the tests of the page do with it."""

import io

import matplotlib.image

__all__ = ["at_rest", "chosen", "ink", "until"]


def until(page, script, argument=None):
    """Wait until a script is true, which the page's policy lets no page do itself."""
    for _ in range(600):
        if page.evaluate(script, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"in vain: {script}")


def at_rest(page, script):
    """Value of a script once it stays the same."""
    last = None
    for _ in range(60):
        found = page.evaluate(script)
        if found == last:
            return found
        last = found
        page.wait_for_timeout(400)
    raise AssertionError(f"never at rest: {script}")


def chosen(page, assessment, row):
    """Choose a window by the address."""
    name = assessment.project.windows.id[row]
    page.evaluate(
        "id => { location.hash = '#window=' + encodeURIComponent(id); }", name
    )
    until(
        page,
        "id => document.getElementById('panel-title').textContent.includes(id)",
        name,
    )


def ink(page, clip):
    """How many different colours a part of the screen has."""
    picture = matplotlib.image.imread(io.BytesIO(page.screenshot(clip=clip)))
    return len(
        {
            tuple(pixel)
            for pixel in (picture[::3, ::3, :3].reshape(-1, 3) * 255).astype(int)
        }
    )
