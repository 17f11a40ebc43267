// decode.c: the memory operand of an x86-64 instruction.
//
// Not a disassembler: it finds the ModRM byte, from it the address, and
// from the opcode whether it writes. Sizes are rounded where that only
// makes two neighbours look like one object. Source: the opcode maps of
// the Intel manual, volume 2, appendix A.

#include "decode.h"

#include <string.h>

struct parts {
    const uint8_t *start, *at;
    uint8_t rex, opcode,
        map;    // map 0: one byte; 1: 0f; 2: 0f38; 3: 0f3a
    bool small; // 66
    bool f2, f3, segment, vector, lock;
};

static bool prefixes(struct parts *p)
{
    for (;; p->at++) {
        switch (*p->at) {
        case 0x66:
            p->small = true;
            continue;
        case 0xf2:
            p->f2 = true;
            continue;
        case 0xf3:
            p->f3 = true;
            continue;
        case 0x64:
        case 0x65:
            p->segment = true;
            continue;
        case 0xf0:
            p->lock = true;
            continue;
        case 0x2e:
        case 0x36:
        case 0x3e:
        case 0x26:
            continue;
        case 0x67:
            return false; // 32-bit addresses: not made by compilers
        }
        break;
    }
    if ((*p->at & 0xf0) == 0x40)
        p->rex = *p->at++;
    return true;
}

// VEX: the same maps, with the prefixes folded in.
static void vex(struct parts *p, bool three)
{
    uint8_t a = *p->at++, b = three ? *p->at++ : a;

    p->vector = true;
    p->rex = 0x40 | (a & 0x80 ? 0 : 4);
    p->map = 1;
    if (three) {
        p->rex |= (a & 0x40 ? 0 : 2) | (a & 0x20 ? 0 : 1);
        p->rex |= b & 0x80 ? 8 : 0;
        p->map = a & 0x1f;
    }
    p->small = (b & 3) == 1;
    p->f3 = (b & 3) == 2;
    p->f2 = (b & 3) == 3;
    p->opcode = *p->at++;
}

static void opcode(struct parts *p)
{
    p->opcode = *p->at++;
    if (p->opcode == 0xc5 || p->opcode == 0xc4) {
        vex(p, p->opcode == 0xc4);
        return;
    }
    if (p->opcode != 0x0f)
        return;
    p->map = 1;
    p->opcode = *p->at++;
    if (p->opcode == 0x38 || p->opcode == 0x3a) {
        p->map = p->opcode == 0x38 ? 2 : 3;
        p->opcode = *p->at++;
    }
}

static bool has_modrm(const struct parts *p)
{
    uint8_t o = p->opcode;

    if (p->map >= 2)
        return true;
    if (p->map == 1)
        return !(o == 0x05 || o == 0x0b || o == 0x31 || o == 0xa2 ||
                 o == 0x77 || (o >= 0x80 && o <= 0x8f) ||
                 (o >= 0xc8 && o <= 0xcf) || (o >= 0x30 && o <= 0x37) ||
                 (o & 0xf6) == 0xa0 || o == 0x18 || o == 0x1e ||
                 o == 0x1f || o == 0x0d || (o >= 0x06 && o <= 0x09));
    if (o < 0x40)
        return (o & 7) < 4;
    return o == 0x63 || o == 0x69 || o == 0x6b ||
           (o >= 0x80 && o <= 0x8f && o != 0x8d) || o == 0xc0 ||
           o == 0xc1 || o == 0xc6 || o == 0xc7 ||
           (o >= 0xd0 && o <= 0xd3) || (o >= 0xd8 && o <= 0xdf) ||
           o == 0xf6 || o == 0xf7 || o == 0xfe || o == 0xff;
}

static uint32_t immediate(const struct parts *p, unsigned reg)
{
    uint8_t o = p->opcode;
    uint32_t wide = p->small ? 2 : 4;

    if (p->map == 3)
        return 1;
    if (p->map == 2)
        return 0;
    if (p->map == 1)
        return (o >= 0x70 && o <= 0x73) || o == 0xa4 || o == 0xac ||
               o == 0xba || o == 0xc2 || (o >= 0xc4 && o <= 0xc6);
    if (o == 0x80 || o == 0x83 || o == 0xc0 || o == 0xc1 || o == 0xc6 ||
        o == 0x6b || (o == 0xf6 && reg < 2))
        return 1;
    if (o == 0x81 || o == 0xc7 || o == 0x69 || (o == 0xf7 && reg < 2))
        return wide;
    return 0;
}

static bool writes(const struct parts *p, unsigned reg)
{
    uint8_t o = p->opcode;

    if (p->map == 1) {
        static const uint8_t stores[] = {
            0x11, 0x13, 0x17, 0x29, 0x2b, 0x7f, 0xd6,
            0xe7, 0xab, 0xb3, 0xbb, 0xb0, 0xb1, 0xc0,
            0xc1, 0xc3, 0xc7, 0xa4, 0xa5, 0xac, 0xad};
        if (o == 0x7e)
            return !p->f3;
        if (o == 0xba)
            return reg > 4;
        return (o >= 0x90 && o <= 0x9f) ||
               memchr(stores, o, sizeof stores);
    }
    if (p->map)
        return false;
    if (o < 0x40)
        return (o & 7) < 2 && (o & 0x38) != 0x38;
    if (o == 0x80 || o == 0x81 || o == 0x83)
        return reg != 7;
    if (o == 0xf6 || o == 0xf7)
        return reg == 2 || reg == 3;
    if (o == 0xfe || o == 0xff)
        return reg < 2;
    if (o >= 0xd8 && o <= 0xdf)
        return (o & 1) && reg >= 2;
    return o == 0x86 || o == 0x87 || o == 0x88 || o == 0x89 ||
           o == 0x8c || o == 0x8f || o == 0xc0 || o == 0xc1 ||
           o == 0xc6 || o == 0xc7 || (o >= 0xd0 && o <= 0xd3);
}

// Reads, computes and writes in one instruction, without LOCK: another
// processor may write between the two.
static bool torn(const struct parts *p, unsigned reg)
{
    uint8_t o = p->opcode;

    if (p->lock || p->map > 1 || !writes(p, reg))
        return false;
    if (p->map == 1)
        return (o >= 0xa3 && o <= 0xc1) && o != 0xb6 && o != 0xb7;
    return o < 0x40 || (o >= 0x80 && o <= 0x83) || o >= 0xd0 ||
           o == 0xc0 || o == 0xc1;
}

static uint32_t size_of(const struct parts *p)
{
    uint8_t o = p->opcode;
    bool byte =
        p->map == 0
            ? !(o & 1) && o != 0x63 && o != 0x8c && o != 0x8e &&
                  !(o >= 0xd8 && o <= 0xdf)
            : p->map == 1 && ((o >= 0x90 && o <= 0x9f) || o == 0xb0 ||
                              o == 0xb6 || o == 0xbe || o == 0xc0);

    if (byte)
        return 1;
    if (p->vector ||
        (p->map == 1 && o < 0x80 && (o < 0x40 || o > 0x4f)))
        return p->f3 ? 4 : p->f2 || p->rex & 8 ? 8 : 16;
    if (p->rex & 8)
        return 8;
    return p->small ? 2 : 4;
}

static uint64_t effective(struct parts *p, const uint64_t r[16],
                          uint8_t modrm)
{
    unsigned mod = modrm >> 6, rm = modrm & 7;
    uint64_t address = 0;
    bool relative = false;
    int32_t disp = 0;

    if (rm == 4) {
        uint8_t sib = *p->at++;
        unsigned index = (sib >> 3 & 7) | (p->rex & 2 ? 8 : 0);
        unsigned base = sib & 7;

        if (index != 4)
            address += r[index] << (sib >> 6);
        if (base == 5 && mod == 0)
            mod = 4; // no base, four bytes of displacement
        else
            address += r[base | (p->rex & 1 ? 8 : 0)];
    } else if (rm == 5 && mod == 0) {
        relative = true;
        mod = 4;
    } else {
        address += r[rm | (p->rex & 1 ? 8 : 0)];
    }
    if (mod == 1)
        disp = (int8_t)*p->at++;
    if (mod == 2 || mod == 4) {
        memcpy(&disp, p->at, 4);
        p->at += 4;
    }
    address += (uint64_t)(int64_t)disp;
    if (relative)
        address +=
            (uint64_t)(uintptr_t)p->at + immediate(p, modrm >> 3 & 7);
    return address;
}

bool decode_access(const uint8_t *code, const uint64_t registers[16],
                   struct access *access)
{
    struct parts p = {.start = code, .at = code};

    if (!prefixes(&p))
        return false;
    opcode(&p);
    // Fill and copy: the destination is what others may look at.
    if (p.map == 0 && ((p.opcode >= 0xa4 && p.opcode <= 0xa5) ||
                       p.opcode == 0xaa || p.opcode == 0xab)) {
        *access = (struct access){registers[7], 8, true, false};
        return true;
    }
    if (!has_modrm(&p) || p.segment)
        return false;
    uint8_t modrm = *p.at++;
    if (modrm >> 6 == 3)
        return false;
    // Jumps through the table of the dynamic linker: nobody writes there.
    if (p.map == 0 && p.opcode == 0xff &&
        ((modrm >> 3 & 7) == 4 || (modrm & 0xff) == 0x15))
        return false;
    access->address = effective(&p, registers, modrm);
    access->write = writes(&p, modrm >> 3 & 7);
    access->size = size_of(&p);
    access->torn = torn(&p, modrm >> 3 & 7);
    return true;
}
