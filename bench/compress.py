"""./dev bench compress: gzip at level 6 and zstd at level 3, the levels that people use."""

from bench import tools
from bench.goals import Goal, print_goals, times_faster
from bench.rounds import alternate
from bench.table import print_costs

GZIP, ZSTD = f"{tools.OURS}, gzip 6", f"{tools.OURS}, zstd 3"
TAR_GZIP, TAR_PIGZ, TAR_ZSTD = "tar | gzip -6", "tar | pigz -6", "tar | zstd -3 -T2"
BSDTAR_GZIP, BSDTAR_ZSTD = "bsdtar, mtree, gzip 6", "bsdtar, mtree, zstd 3"
PYTHON_GZIP = "Python tarfile, gzip 6"


def measure(bench):
    bench.need_flags("--compression", "--compression-level")
    given = bench.trees.get("part")
    scratch = bench.scratch(2 * given.bytes)
    gzip = alternate(gzip_jobs(bench, given), bench.rounds, scratch)
    print_costs(f"gzip, {given.title}", gzip, GZIP)
    zstd = alternate(zstd_jobs(bench, given), bench.rounds, scratch)
    print_costs(f"zstd, {given.title}", zstd, ZSTD)
    print_goals(goals(gzip, zstd))


def compressed(bench, given, name, kind, level):
    return tools.layer_packer(bench.packer, given, f"--compression={kind}", f"--compression-level={level}", name=name)


def gzip_jobs(bench, given):
    return [
        compressed(bench, given, GZIP, "gzip", 6),
        tools.gnu_tar_into(given, "gzip", "-6"),
        tools.gnu_tar_into(given, "pigz", "-6"),
        tools.bsdtar_compressed(given, "gzip", 6),
        tools.python_tar_gzip(given),
    ]


def zstd_jobs(bench, given):
    return [
        compressed(bench, given, ZSTD, "zstd", 3),
        tools.gnu_tar_into(given, "zstd", "-3", "-T2"),
        tools.bsdtar_compressed(given, "zstd", 3),
    ]


def goals(gzip, zstd):
    larger = (gzip[GZIP].size / gzip[TAR_GZIP].size - 1) * 100
    return [
        times_faster(gzip, GZIP, BSDTAR_GZIP, 4, "gzip 6"),
        times_faster(gzip, GZIP, PYTHON_GZIP, 4, "gzip 6"),
        times_faster(gzip, GZIP, TAR_PIGZ, 2.2, "gzip 6"),
        Goal(f"gzip 6: larger than {TAR_GZIP}", 2, larger, unit=" %", at_least=False),
        times_faster(zstd, ZSTD, BSDTAR_ZSTD, 1.8, "zstd 3"),
        times_faster(zstd, ZSTD, TAR_ZSTD, 1.2, "zstd 3"),
    ]
