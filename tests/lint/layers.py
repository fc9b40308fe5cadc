"""Folders of analyzer/ include only what analyzer/LAYERS lists, and headers do not include each other in a circle."""
import fnmatch
import os
import re

from source import files, finish, line_of, read, without_comments

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.M)


def load_rules(problems):
    allowed, outside = {}, {}
    for number, line in enumerate(read("analyzer/LAYERS").splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        match = re.fullmatch(r"(<[^>]+>|\w+)\s*:((?:\s+\w+)*)", line)
        if match is None or match.group(1) in allowed:
            problems.append(f"analyzer/LAYERS:{number}: not a line of the form `folder: folders`, or a second one")
            continue
        name, names = match.group(1), match.group(2).split()
        if name.startswith("<"):
            outside[name[1:-1]] = names
        else:
            # A folder may only name those above it in the file: so the list itself can hold no circle.
            for other in names:
                if other not in allowed:
                    problems.append(f"analyzer/LAYERS:{number}: {other} is not listed before {name}")
            allowed[name] = names
    return allowed, outside


def check_outside(place, folder, header, outside, problems):
    for pattern, folders in outside.items():
        if fnmatch.fnmatch(header, pattern) and folder not in folders:
            problems.append(f"{place}: {folder} includes <{header}>, which only {' '.join(folders)} may")


def check_inside(place, folder, header, allowed, problems):
    target = header.split("/")[0] if "/" in header else None
    if target is None:
        problems.append(f'{place}: "{header}" does not name its folder')
    elif not os.path.exists(os.path.join("analyzer", header)):
        problems.append(f'{place}: there is no analyzer/{header}')
    elif target != folder and target not in allowed[folder]:
        problems.append(f'{place}: {folder} includes "{header}"; analyzer/LAYERS does not list {target} for {folder}')


def find_circle(graph):
    """The first circle of a depth-first walk, or None."""
    state, trail = {}, []

    def walk(node):
        state[node] = "open"
        trail.append(node)
        for following in graph.get(node, []):
            if state.get(following) == "open":
                return trail[trail.index(following):] + [following]
            if following not in state:
                circle = walk(following)
                if circle:
                    return circle
        trail.pop()
        state[node] = "done"
        return None

    for node in sorted(graph):
        circle = None if node in state else walk(node)
        if circle:
            return circle
    return None


def main():
    problems, graph = [], {}
    allowed, outside = load_rules(problems)
    for path in files("analyzer"):
        folder = path.split("/")[1]
        if folder not in allowed:
            problems.append(f"{path}:1: analyzer/LAYERS does not list {folder}")
            continue
        text = without_comments(read(path))
        for match in INCLUDE.finditer(text):
            place = f"{path}:{line_of(text, match.start())}"
            quoted, bracketed = match.groups()
            check_outside(place, folder, quoted or bracketed, outside, problems)
            if quoted is None:
                continue
            check_inside(place, folder, quoted, allowed, problems)
            graph.setdefault(path, []).append("analyzer/" + quoted)
    circle = find_circle(graph)
    if circle:
        problems.append(f"{circle[0]}:1: includes go in a circle: {' -> '.join(circle)}")
    finish(problems, "layers")


if __name__ == "__main__":
    from source import ROOT

    os.chdir(ROOT)
    main()
