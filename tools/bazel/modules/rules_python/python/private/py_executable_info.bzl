"""PyExecutableInfo."""

PyExecutableInfo = provider(
    doc = "What is particular to a program.",
    fields = {
        "build_data_file": "None: nothing is stamped here",
        "interpreter_path": "str: where Python is, absolute or relative to the runfiles root",
        "main": "File | None: the file that is run",
        "runfiles_without_exe": "runfiles: without the executable, its stages and its venv",
    },
)
