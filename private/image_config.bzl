"""What an image must be told to start a binary."""

load(":python_start.bzl", "start_variables")

def write_image_config(ctx, program, settings, is_only_one):
    """Declares the action that writes the configuration of an image that starts the binary by its entry point.

    Args:
        ctx: the rule's context.
        program: a struct with `binary` and `entrypoint`.
        settings: of `settings_of`.
        is_only_one: whether the target has no other binary.

    Returns:
        `File`, JSON: keys as in the image-spec's configuration.
    """
    binary = program.binary
    environment = binary[RunEnvironmentInfo].environment if RunEnvironmentInfo in binary else {}
    return _write(ctx, "config", program, ["/" + program.entrypoint], environment, settings, is_only_one)

def write_direct_image_config(ctx, program, start, settings, is_only_one):
    """As `write_image_config`, of an image that starts the interpreter itself, as the binary's launcher would.

    Args:
        ctx: the rule's context.
        program: a struct with `binary` and `entrypoint`.
        start: `PythonStartInfo`.
        settings: of `settings_of`.
        is_only_one: whether the target has no other binary.

    Returns:
        `File`
    """
    runfiles = "/" + program.entrypoint + ".runfiles"
    interpreter = start.interpreter if start.interpreter.startswith("/") else runfiles + "/" + start.interpreter
    command = [interpreter] + start.interpreter_args + [runfiles + "/" + start.stage2]
    environment = start_variables(program.binary) | {"RUNFILES_DIR": runfiles}
    return _write(ctx, "direct.config", program, command, environment, settings, is_only_one)

def _write(ctx, kind, program, command, environment, settings, is_only_one):
    output = ctx.actions.declare_file(
        ctx.label.name + "." + kind + ("" if is_only_one else "/" + program.entrypoint) + ".json",
    )
    config = {
        "Entrypoint": command,
        "Env": ["{}={}".format(key, value) for key, value in sorted(environment.items())],
        "WorkingDir": "/",
    }
    if settings.owner != "0":
        # Who owns the files is who is to run them.
        config["User"] = "{}:{}".format(settings.owner, settings.group)
    ctx.actions.write(output, json.encode_indent(config) + "\n")
    return output
