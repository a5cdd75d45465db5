"""New workspaces, sites and pages: commented files that build as they are."""

from generator.scaffold.scaffold import new_page, new_site, new_workspace

__all__ = ["new_page", "new_site", "new_workspace"]
