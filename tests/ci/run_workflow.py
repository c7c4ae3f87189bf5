"""Runs the steps of a GitHub workflow or composite action here, with bash.

``python run_workflow.py sunlight.yml --workspace DIR --own-action ROOT`` runs the
``run:`` steps of every job in order, with files for outputs and summary as GitHub has
them, goes into ``uses: ./`` and prints one line for each action of others, which it
skips. It ends with the exit code of the first step that failed.

Expressions: ``a.b.c``, texts in single quotes, ``==``, ``!=``, ``&&``, ``||``, ``!``,
brackets, ``always()``, ``success()``, ``failure()``. Jobs run one after another; there
is no matrix.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
TOKEN = re.compile(r"\s*('(?:[^']|'')*'|==|!=|&&|\|\||[!()]|[A-Za-z_][\w.-]*|$)")


class Expression:
    """One expression of a workflow, evaluated from left to right."""

    def __init__(self, text, contexts, failed):
        self.contexts, self.failed = contexts, failed
        self.tokens, at = [], 0
        while at < len(text.rstrip()):
            found = TOKEN.match(text, at)
            if found is None or not found[1]:
                raise ValueError(f"cannot read the expression {text!r} at {at}")
            self.tokens.append(found[1])
            at = found.end()

    def value(self):
        value = self._either()
        if self.tokens:
            raise ValueError(f"cannot read the rest of an expression: {self.tokens}")
        return value

    def _next(self, *signs):
        if self.tokens and self.tokens[0] in signs:
            return self.tokens.pop(0)
        return ""

    def _either(self):
        value = self._both()
        while self._next("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self):
        value = self._equal()
        while self._next("&&"):
            other = self._equal()
            value = value and other
        return value

    def _equal(self):
        value = self._single()
        while sign := self._next("==", "!="):
            value = (value == self._single()) == (sign == "==")
        return value

    def _single(self):
        if self._next("!"):
            return not self._single()
        if self._next("("):
            value = self._either()
            self.tokens.pop(0)
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self._next("("):
            self.tokens.pop(0)
            known = {"always": True, "success": not self.failed, "failure": self.failed}
            return known[token]
        value = self.contexts
        for name in token.split("."):
            value = value.get(name, "") if isinstance(value, dict) else ""
        return value


def filled_in(text, contexts, failed=False):
    """Text with its expressions replaced by their values."""

    def put(found):
        value = Expression(found[1], contexts, failed).value()
        return str(value).lower() if isinstance(value, bool) else str(value)

    return EXPRESSION.sub(put, str(text))


def outputs_in(path):
    """Outputs that a step has written: ``name=value`` or ``name<<END``."""
    told, lines = {}, iter(path.read_text(encoding="utf-8").splitlines())
    for line in lines:
        name, sign, value = line.partition("=")
        if "<<" in name or not sign:
            name, _, end = line.partition("<<")
            value = "\n".join(iter(lambda: next(lines), end))
        told[name] = value
    return told


class Runner:
    """Runs steps in a workspace and remembers whether one has failed."""

    def __init__(self, workspace, action, action_inputs, say):
        self.workspace, self.action = workspace, action
        self.action_inputs, self.say = action_inputs, say

    def workflow(self, text, inputs):
        document = yaml.safe_load(text)
        if "runs" in document:
            return self.composite(document, inputs, {})[0]
        for name, job in document["jobs"].items():
            self.say(f"job {name}")
            env = {**document.get("env", {}), **job.get("env", {})}
            code, _ = self.steps(job["steps"], {"inputs": inputs}, env)
            if code:
                return code
        return 0

    def composite(self, document, given, env):
        known = document.get("inputs", {})
        inputs = {name: str(one.get("default", "")) for name, one in known.items()}
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ValueError(f"the action has no input {unknown[0]!r}")
        inputs |= {**given, **self.action_inputs}
        missing = [
            n for n, one in known.items() if one.get("required") and not inputs[n]
        ]
        if missing:
            raise ValueError(f"the action needs the input {missing[0]!r}")
        contexts = {"inputs": inputs}
        code, contexts = self.steps(document["runs"]["steps"], contexts, env)
        outputs = {
            name: filled_in(one["value"], contexts)
            for name, one in document.get("outputs", {}).items()
        }
        return code, outputs

    def steps(self, steps, contexts, env):
        github = {"workspace": str(self.workspace), "action_path": str(self.action)}
        contexts = {**contexts, "github": github, "steps": {}}
        first = 0
        for number, step in enumerate(steps, 1):
            contexts["env"] = {n: filled_in(v, contexts) for n, v in env.items()}
            if not self._wanted(step, contexts, first):
                continue
            code, outputs = self._step(number, step, contexts)
            if "id" in step:
                outcome = "failure" if code else "success"
                contexts["steps"][step["id"]] = {"outputs": outputs, "outcome": outcome}
            if not step.get("continue-on-error"):
                first = first or code
        return first, contexts

    def _wanted(self, step, contexts, failed):
        told = str(step.get("if", "success()")).strip()
        bare = EXPRESSION.fullmatch(told)
        value = Expression(bare[1] if bare else told, contexts, bool(failed)).value()
        asks = re.search(r"\b(always|success|failure)\(\)", told)
        return bool(value) and (bool(asks) or not failed)

    def _step(self, number, step, contexts):
        name = step.get("name") or step.get("uses") or f"step {number}"
        uses = step.get("uses", "")
        given = {n: filled_in(v, contexts) for n, v in step.get("with", {}).items()}
        if uses == "./":
            self.say(f"step {name}: {uses} {given}")
            text = (self.action / "action.yml").read_text(encoding="utf-8")
            return self.composite(yaml.safe_load(text), given, contexts["env"])
        if uses:
            self.say(f"skipped {uses} {given}")
            return 0, {}
        self.say(f"step {name}")
        return self._bash(step, contexts)

    def _bash(self, step, contexts):
        env = {n: filled_in(v, contexts) for n, v in step.get("env", {}).items()}
        with tempfile.TemporaryDirectory() as folder:
            output, script = Path(folder, "output"), Path(folder, "script.sh")
            output.touch()
            text = filled_in(step["run"], contexts)
            script.write_text(text, encoding="utf-8", newline="\n")
            run = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                cwd=self.workspace / step.get("working-directory", "."),
                env={
                    **os.environ,
                    **contexts["env"],
                    **env,
                    "CI": "true",
                    "GITHUB_ACTIONS": "true",
                    "GITHUB_WORKSPACE": str(self.workspace),
                    "GITHUB_ACTION_PATH": str(self.action),
                    "GITHUB_OUTPUT": str(output),
                },
                check=False,
            )
            if run.returncode:
                self.say(f"ended with {run.returncode}")
            return run.returncode, outputs_in(output)


def pairs(values):
    """``name=value`` options as a dictionary."""
    return dict(value.split("=", 1) for value in values)


def main(arguments=None):
    """Run a workflow or action; the exit code of the first step that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workflow", type=Path)
    parser.add_argument("--workspace", type=Path, default=Path.cwd())
    parser.add_argument("--own-action", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--summary", type=Path, help="file for the job summary")
    parser.add_argument("--input", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument(
        "--action-input", action="append", default=[], metavar="NAME=VALUE",
        help="input of ./ whatever the workflow says, such as install=false",
    )  # fmt: skip
    asked = parser.parse_args(arguments)
    summary = asked.summary or asked.workspace / "summary.md"
    summary.touch()
    os.environ["GITHUB_STEP_SUMMARY"] = str(summary.resolve())
    # `python` of the steps is the one that runs this
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = here + os.pathsep + os.environ["PATH"]

    def say(line):
        sys.stdout.write(f"[workflow] {line}\n")
        sys.stdout.flush()

    runner = Runner(
        asked.workspace.resolve(),
        asked.own_action.resolve(),
        pairs(asked.action_input),
        say,
    )
    text = asked.workflow.read_text(encoding="utf-8")
    return runner.workflow(text, pairs(asked.input))


if __name__ == "__main__":
    sys.exit(main())
