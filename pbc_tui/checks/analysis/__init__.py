"""Reading hostile text: everything here runs in a worker process, never in the application's own.

The modules use the standard library alone and know nothing of pydantic or Textual, so that the
worker starts quickly and may run under another interpreter.
"""
