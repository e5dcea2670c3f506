/* What firmware does with a header: sends all words. Here they go into an
 * array, which is printed, as a bus has no other end. Included twice, as
 * headers are. */
#include IMAGE
#include IMAGE

#include <inttypes.h>
#include <stdio.h>

struct bus {
  uint32_t addresses[LOAD_WORDS], words[LOAD_WORDS];
  uint32_t count, limit;
};

static int send(void *context, uint32_t address, uint32_t data) {
  struct bus *bus = (struct bus *)context;
  if (bus->count == bus->limit)
    return -7;
  bus->addresses[bus->count] = address;
  bus->words[bus->count++] = data;
  return 0;
}

int main(void) {
  static struct bus bus;
  uint32_t i;
  /* A bus that fails stops it at once. */
  bus.limit = 5;
  if (LOAD(send, &bus) != -7 || bus.count != 5)
    return 1;
  bus.count = 0;
  bus.limit = LOAD_WORDS;
  if (LOAD(send, &bus) != 0 || bus.count != LOAD_WORDS)
    return 2;
  for (i = 0; i < bus.count; ++i)
    printf("0x%05" PRIx32 " 0x%08" PRIx32 "\n", bus.addresses[i], bus.words[i]);
  return 0;
}
