// set.c: a set of 64-bit numbers, each with a small value.

#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>

#include "search.h"

uint64_t hash_bytes(const void *data, size_t size)
{
    const unsigned char *bytes = data;
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

// Where `key` is or would be. Key 0 marks an empty slot.
static uint32_t slot_of(const struct set *set, uint64_t key)
{
    uint32_t mask = set->capacity - 1;
    uint32_t slot =
        (uint32_t)((key * 0x9e3779b97f4a7c15u) >> 32) & mask;
    while (set->slots[slot] != 0 && set->slots[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(struct set *set)
{
    struct set bigger = {.capacity = set->capacity * 2 + 64};
    while (bigger.capacity & (bigger.capacity - 1))
        bigger.capacity &= bigger.capacity - 1;
    bigger.slots = allocate(bigger.capacity * sizeof(uint64_t));
    bigger.values = allocate(bigger.capacity * sizeof(uint32_t));
    for (uint32_t i = 0; i < bigger.capacity; i++)
        bigger.slots[i] = 0;
    for (uint32_t i = 0; i < set->capacity; i++) {
        if (set->slots[i] == 0)
            continue;
        uint32_t slot = slot_of(&bigger, set->slots[i]);
        bigger.slots[slot] = set->slots[i];
        bigger.values[slot] = set->values[i];
    }
    bigger.count = set->count;
    free(set->slots);
    free(set->values);
    *set = bigger;
}

uint32_t set_add(struct set *set, uint64_t key, uint32_t value)
{
    if (set->count * 2 >= set->capacity)
        grow(set);
    key += key == 0;
    uint32_t slot = slot_of(set, key);
    if (set->slots[slot] == key)
        return set->values[slot];
    set->slots[slot] = key;
    set->values[slot] = value;
    set->count++;
    return value;
}

void set_free(struct set *set)
{
    free(set->slots);
    free(set->values);
    *set = (struct set){NULL, NULL, 0, 0};
}
