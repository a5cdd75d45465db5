"""From sources to a folder that can be published: plan, render, write, and tell what happened."""
