"""The pictures of the report as inline SVG: values of the model in, a drawing out."""
