"""The declaration form of a report as a TOML file."""

__all__ = ["write_declaration"]

QUOTED = str.maketrans({'"': '\\"', "\\": "\\\\"})


def write_declaration(report, path):
    """Form with everything that the report says of itself."""
    said = report.stated
    band = [f"{t // 60}:{t % 60:02d}" for t in said["band"]]
    lines = [
        'schema = "sunlight-declaration/1"',
        f"project = {_text(said['project'])}",
        f"city = {_text(said['city'])}",
        f"latitude = {said['latitude']}",
        f"longitude = {said['longitude']}",
        f"day = {_text(said['day'])}",
        f"band = {[*band]}".replace("'", '"'),
        f"time_basis = {_text(said['time_basis'])}",
        f"step = {said['step']}",
        f"shortest_segment = {said['shortest_segment']}",
        f"sill_minimum = {said['sill_minimum']}",
        f'window_points = "{"centre" if "中点" in said["window_points"] else "ends"}"',
        f"own_balconies = {str(said['own_balconies']).lower()}",
        f"software = {_text(said['software'])}",
        f"renewal_document = {_text(said['renewal_document'])}",
        "conclusions = [",
        *(f"  {_text(sentence)}," for sentence in report.conclusions),
        "]",
        "[compiler]",
        'name = "编制院（虚构）"',
        'qualification = "城乡规划编制乙级（虚构）"',
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _text(value):
    return f'"{str(value).translate(QUOTED)}"'
