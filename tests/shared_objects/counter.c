// A library with state of its own: were it loaded twice, there would be two counters.
static int count;

int NEXT(void) { return ++count; }
