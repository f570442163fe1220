"""Manual pages of the commands, made of what the program itself says of them: `meterclip --experimental-dump-help`.

One page for the program and one for each of its commands, in man(7). Pages say what help says; nothing is written twice.
"""

import datetime
import re


def pages(description, version, epoch):
    """The pages by their file names. `description`: the program's own, as JSON; `epoch`: the day they bear."""
    day = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%d")
    found = {}
    collect(description["command"], [], f'"{day}" "Meterclip {version}" "Meterclip"', found)
    return found


def collect(command, above, title, found):
    names = [*above, command["commandName"]]
    children = [child for child in command.get("subcommands", []) if child.get("shouldDisplay", True) and child["commandName"] != "help"]
    found[f"{'-'.join(names)}.1"] = page(command, names, children, title)
    for child in children:
        collect(child, names, title, found)


def page(command, names, children, title):
    """One command's page."""
    name = "-".join(names)
    arguments = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    lines = [f".TH {name.upper()} 1 {title}", ".SH NAME", f"{escaped(name)} \\- {escaped(summary(command))}", ".SH SYNOPSIS"]
    lines += synopsis(names, arguments, children)
    lines += [".SH DESCRIPTION", escaped(command.get("abstract", "")), *paragraphs(command.get("discussion", ""))]
    positional = [argument for argument in arguments if argument["kind"] == "positional"]
    for heading, group in (("ARGUMENTS", positional), ("OPTIONS", [argument for argument in arguments if argument not in positional])):
        if group:
            lines.append(f".SH {heading}")
            for argument in group:
                lines += explained(argument)
    if children:
        lines.append(".SH COMMANDS")
        for child in children:
            lines += [".TP", f".BR {name}\\-{escaped(child['commandName'])} (1)", escaped(child.get("abstract", ""))]
    if len(names) == 1:
        lines += ending()
    others = [names[:-1]] if len(names) > 1 else [[*names, child["commandName"]] for child in children]
    others = [f".BR {escaped('-'.join(other))} (1)" for other in others]
    lines += [".SH SEE ALSO", *[f"{other} ," for other in others[:-1]], others[-1]]
    return "\n".join(lines) + "\n"


def ending():
    """What holds for all commands."""
    files = [("/etc/meterclip/meterclip.toml", "What the agent is to do."),
             ("/var/lib/meterclip", "The one folder that it writes: journal, pictures, cards, the last good configuration."),
             ("/run/meterclip/control.sock", "Where a running agent is asked and told.")]
    codes = [("0", "It is done."), ("1", "A check failed."), ("64", "The arguments are wrong."), ("65", "Data are wrong."),
             ("66", "An input is missing."), ("69", "Something is not available."), ("74", "Reading or writing failed.")]
    lines = [".SH FILES"]
    for path, text in files:
        lines += [".TP", f".I {escaped(path)}", escaped(text)]
    lines.append(".SH EXIT STATUS")
    for code, text in codes:
        lines += [".TP", f".B {code}", escaped(text)]
    return lines


def summary(command):
    """The command in a few words, as whatis(1) shows it."""
    text = command.get("abstract", "").strip().split("\n")[0]
    return (text[:1].lower() + text[1:]).rstrip(".") or command["commandName"]


def synopsis(names, arguments, children):
    parts = [f".B {' '.join(escaped(name) for name in names)}"]
    if children:
        parts.append(".I command")
    for argument in arguments:
        shown = value(argument) if argument["kind"] == "positional" else called(argument, argument["preferredName"])
        shown += " ..." if argument.get("isRepeating") else ""
        if argument["preferredName"]["name"] not in ("help", "version") if "preferredName" in argument else True:
            parts.append(f"[{shown}]" if argument.get("isOptional") else shown)
    return parts


def explained(argument):
    """An argument with what it means."""
    shown = value(argument) if argument["kind"] == "positional" else ", ".join(called(argument, name) for name in argument["names"])
    text = argument.get("abstract", "").strip()
    extra = []
    if argument.get("allValues"):
        extra.append("values: " + ", ".join(argument["allValues"]))
    if argument.get("defaultValue"):
        extra.append("default: " + argument["defaultValue"])
    if extra:
        text = f"{text} ({'; '.join(extra)})".strip()
    lines = [".TP", shown]
    return [*lines, escaped(text) or "\\&"]


def called(argument, name):
    """An option by one of its names, with its value."""
    dashes = "\\-" if name["kind"] in ("short", "longWithSingleDash") else "\\-\\-"
    shown = f"\\fB{dashes}{escaped(name['name'])}\\fR"
    return shown + (f" {value(argument)}" if argument["kind"] == "option" else "")


def value(argument):
    return f"\\fI{escaped(argument.get('valueName') or 'value')}\\fR"


def paragraphs(text):
    """A discussion: paragraphs, and indented lines as they are."""
    lines = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        if not block.strip():
            continue
        rows = block.split("\n")
        if all(row.startswith("  ") for row in rows):
            lines += [".PP", ".nf", *[escaped("    " + row.strip()) for row in rows], ".fi"]
        else:
            lines += [".PP", *[escaped(row.strip()) for row in rows]]
    return lines


def escaped(text):
    """Plain text as roff takes it."""
    text = " ".join(text.split("\n")).replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    text = text.replace("~", "\\(ti").replace("^", "\\(ha")
    text = "".join(character if ord(character) < 128 else f"\\[u{ord(character):04X}]" for character in text)
    return "\\&" + text if text.startswith((".", "\\(aq")) else text
