import unittest

from bench.links import plan_links


class PlanLinksTest(unittest.TestCase):
    def test_directory_of_one_site_is_one_link(self):
        links = plan_links({"a/s": ["pkg/__init__.py", "pkg/sub/x.py", "a-1.dist-info/METADATA"]})
        self.assertEqual(links, {"pkg": "a/s/pkg", "a-1.dist-info": "a/s/a-1.dist-info"})

    def test_directory_of_several_sites_has_a_link_for_each_entry(self):
        links = plan_links({"a/s": ["shared/one/x.py"], "b/s": ["shared/two/y.py", "shared/z.py"]})
        self.assertEqual(links, {"shared/one": "a/s/shared/one", "shared/two": "b/s/shared/two", "shared/z.py": "b/s/shared/z.py"})

    def test_directory_with_a_shared_object_has_a_link_for_each_entry(self):
        links = plan_links({"a/s": ["pkg/__init__.py", "pkg/lib/deep/x.so.1", "pkg/lib/y.py", "pkg/pure/z.py"]})
        expected = ["pkg/__init__.py", "pkg/lib/deep/x.so.1", "pkg/lib/y.py", "pkg/pure"]
        self.assertEqual(links, {path: f"a/s/{path}" for path in expected})

    def test_shared_object_of_any_of_the_sites_counts(self):
        links = plan_links({"a/s": ["ns/pure/x.py"], "b/s": ["ns/native/y.so"]})
        self.assertEqual(links, {"ns/pure": "a/s/ns/pure", "ns/native/y.so": "b/s/ns/native/y.so"})

    def test_of_equal_paths_the_first_site_wins(self):
        links = plan_links({"b/s": ["ns/__init__.py"], "a/s": ["ns/__init__.py"]})
        self.assertEqual(links, {"ns/__init__.py": "a/s/ns/__init__.py"})


if __name__ == "__main__":
    unittest.main()
