// shelves.c: what waits to be tried, by its cost.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>

#include "search.h"

void shelves_begin(struct shelves *shelves, uint64_t dice)
{
    shelves->dice = dice;
    for (int cost = 0; cost <= MAX_COST; cost++)
        shelves->shelf[cost].count = 0;
}

void shelves_add(struct shelves *shelves, uint32_t cost, uint32_t item)
{
    struct shelf *shelf =
        &shelves->shelf[cost < MAX_COST ? cost : MAX_COST];
    if (shelf->count == shelf->capacity) {
        shelf->capacity = 2 * shelf->capacity + 64;
        shelf->items = reallocate(shelf->items,
                                  shelf->capacity * sizeof(uint32_t));
    }
    shelf->items[shelf->count++] = item;
}

static uint32_t draw(struct shelves *shelves, uint32_t n)
{
    shelves->dice =
        shelves->dice * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((shelves->dice >> 33) % n);
}

// The shelf of the lowest cost; or, one time in three, the next one, so
// that a large shelf does not hide those above it.
static struct shelf *choose_shelf(struct shelves *shelves)
{
    struct shelf *chosen = NULL;
    for (int cost = 0; cost <= MAX_COST; cost++) {
        if (shelves->shelf[cost].count == 0)
            continue;
        chosen = &shelves->shelf[cost];
        if (shelves->dice == 0 || draw(shelves, 3) > 0)
            break;
    }
    return chosen;
}

bool shelves_take(struct shelves *shelves, uint32_t *item)
{
    struct shelf *shelf = choose_shelf(shelves);
    if (!shelf)
        return false;
    uint32_t last = --shelf->count;
    uint32_t drawn =
        shelves->dice == 0 ? last : draw(shelves, last + 1);
    *item = shelf->items[drawn];
    shelf->items[drawn] = shelf->items[last];
    return true;
}

void shelves_end(struct shelves *shelves)
{
    for (int cost = 0; cost <= MAX_COST; cost++)
        free(shelves->shelf[cost].items);
}
