"""What a screen reader would find without a name."""

# Roles a person can act on or must be able to tell apart.
NEEDS_NAME = frozenset((
    "push button", "toggle button", "check box", "radio button", "text", "password text",
    "combo box", "spin button", "slider", "table", "tree table", "list", "menu", "menu item",
    "check menu item", "page tab", "progress bar", "link", "image",
))
# Qt's own parts of a control that has a name: the editor in a spin box, the list of a combo box,
# the picture on a button.
PARENTS_SPEAK = frozenset(("combo box", "spin button", "push button"))
# A table speaks by its cells.
NO_PARENTS = frozenset(("table", "tree table"))


def nameless(program, shown=True):
    """(checked, [description of each control without a name])."""
    checked, found = 0, []
    for node in program.walk(shown=shown):
        try:
            role = node.get_role_name()
            if role not in NEEDS_NAME:
                continue
            parent = node.get_parent()
            parent_role = parent.get_role_name() if parent is not None else ""
            if parent_role in PARENTS_SPEAK or parent_role in NO_PARENTS:
                continue
            checked += 1
            if not (node.get_name() or "").strip():
                box = node.get_component_iface().get_extents(program.desk.atspi.CoordType.SCREEN)
                found.append(f"{role} at {box.x},{box.y} {box.width}x{box.height} "
                             f"in {parent_role} {parent.get_name() if parent else ''!r}")
        except Exception:  # gone while it was looked at
            continue
    return checked, found
