"""The screens: they show the state and send commands. Textual is imported here and nowhere else."""

from pbc_tui.ui.frames import set_frames

# Before any module here imports Textual.
set_frames()
