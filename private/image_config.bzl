"""What an image must be told to start a binary."""

def write_image_config(ctx, program, settings, is_only_one):
    """Declares the action that writes JSON for the image: keys as in the image-spec's configuration.

    Args:
        ctx: the rule's context.
        program: a struct with `binary` and `entrypoint`.
        settings: of `settings_of`.
        is_only_one: whether the target has no other binary.

    Returns:
        `File`.
    """
    output = ctx.actions.declare_file(
        ctx.label.name + ".config" + ("" if is_only_one else "/" + program.entrypoint) + ".json",
    )
    binary = program.binary
    environment = binary[RunEnvironmentInfo].environment if RunEnvironmentInfo in binary else {}
    config = {
        "Entrypoint": ["/" + program.entrypoint],
        "Env": ["{}={}".format(key, value) for key, value in sorted(environment.items())],
        "WorkingDir": "/",
    }
    if settings.owner != "0":
        # Who owns the files is who is to run them.
        config["User"] = "{}:{}".format(settings.owner, settings.group)
    ctx.actions.write(output, json.encode_indent(config) + "\n")
    return output
