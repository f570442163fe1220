#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

// The error manager comes first, so that libjpeg's pointer to it is a pointer to the whole trap.
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf jump;
    cjpeg_status status;
    char message[JMSG_LENGTH_MAX];
} trap;

struct cjpeg_decoder {
    struct jpeg_decompress_struct info;
    struct jpeg_progress_mgr progress;
    trap trap;
    cjpeg_limits limits;
    cjpeg_region region;
};

static cjpeg_status status_of(int code) {
    switch (code) {
    case JERR_NO_SOI:
        return CJPEG_NOT_JPEG;
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
        return CJPEG_TRUNCATED;
    case JERR_IMAGE_TOO_BIG:
    case JERR_NO_BACKING_STORE:
    case JERR_WIDTH_OVERFLOW:
        return CJPEG_TOO_LARGE;
    case JERR_OUT_OF_MEMORY:
        return CJPEG_NO_MEMORY;
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_ARITH_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
        return CJPEG_UNSUPPORTED;
    default:
        return CJPEG_CORRUPT;
    }
}

static void spring(j_common_ptr info) {
    trap *t = (trap *)info->err;
    t->status = status_of(info->err->msg_code);
    (*info->err->format_message)(info, t->message);
    longjmp(t->jump, 1);
}

// Level -1 is a warning; the few that do not touch the pixels are let through.
static void emit(j_common_ptr info, int level) {
    if (level >= 0) return;
    switch (info->err->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
    case JWRN_BOGUS_ICC:
    case JWRN_NOT_SEQUENTIAL:
        return;
    default:
        spring(info);
    }
}

static void silence(j_common_ptr info) { (void)info; }

static void limit_scans(j_common_ptr info) {
    cjpeg_decoder *d = (cjpeg_decoder *)info;
    if (info->is_decompressor && d->info.input_scan_number > d->limits.scans) {
        d->trap.status = CJPEG_TOO_LARGE;
        snprintf(d->trap.message, sizeof d->trap.message, "more than %d scans", d->limits.scans);
        longjmp(d->trap.jump, 1);
    }
}

static void arm(trap *t) {
    jpeg_std_error(&t->manager);
    t->manager.error_exit = spring;
    t->manager.emit_message = emit;
    t->manager.output_message = silence;
    t->status = CJPEG_OK;
    t->message[0] = 0;
}

cjpeg_decoder *cjpeg_open(const uint8_t *bytes, size_t count, cjpeg_limits limits) {
    cjpeg_decoder *d = calloc(1, sizeof *d);
    if (!d) return NULL;
    d->limits = limits;
    arm(&d->trap);
    d->info.err = &d->trap.manager;
    if (setjmp(d->trap.jump)) {
        cjpeg_close(d);
        return NULL;
    }
    jpeg_create_decompress(&d->info);
    d->info.mem->max_memory_to_use = limits.memory_bytes;
    d->progress.progress_monitor = limit_scans;
    d->info.progress = &d->progress;
    jpeg_mem_src(&d->info, bytes, (unsigned long)count);
    return d;
}

void cjpeg_close(cjpeg_decoder *d) {
    jpeg_destroy_decompress(&d->info);
    free(d);
}

const char *cjpeg_message(const cjpeg_decoder *d) { return d->trap.message; }

cjpeg_status cjpeg_read_header(cjpeg_decoder *d, uint32_t *width, uint32_t *height, int *components) {
    if (setjmp(d->trap.jump)) return d->trap.status;
    jpeg_read_header(&d->info, TRUE);
    *width = d->info.image_width;
    *height = d->info.image_height;
    *components = d->info.num_components;
    if ((uint64_t)d->info.image_width * d->info.image_height > d->limits.pixels) {
        snprintf(d->trap.message, sizeof d->trap.message, "%u x %u pixels", d->info.image_width, d->info.image_height);
        return CJPEG_TOO_LARGE;
    }
    return CJPEG_OK;
}

cjpeg_status cjpeg_start(
    cjpeg_decoder *d, int denominator, int colour, uint32_t *scaled_width, uint32_t *scaled_height) {
    if (setjmp(d->trap.jump)) return d->trap.status;
    d->info.out_color_space = colour ? JCS_RGB : JCS_GRAYSCALE;
    d->info.scale_num = 1;
    d->info.scale_denom = (unsigned)denominator;
    if (!colour) d->info.do_fancy_upsampling = FALSE; // rows above and below must not bleed into a region
    jpeg_start_decompress(&d->info);
    *scaled_width = d->info.output_width;
    *scaled_height = d->info.output_height;
    d->region = (cjpeg_region){0, 0, d->info.output_width, d->info.output_height};
    return CJPEG_OK;
}

cjpeg_status cjpeg_crop(cjpeg_decoder *d, cjpeg_region *region) {
    if (setjmp(d->trap.jump)) return d->trap.status;
    JDIMENSION x = region->x, width = region->width;
    if (x != 0 || width != d->info.output_width) jpeg_crop_scanline(&d->info, &x, &width);
    region->x = x;
    region->width = width;
    d->region = *region;
    return CJPEG_OK;
}

cjpeg_status cjpeg_read_rows(cjpeg_decoder *d, uint8_t *out, size_t capacity) {
    size_t stride = (size_t)d->region.width * d->info.output_components;
    if (setjmp(d->trap.jump)) return d->trap.status;
    if (stride * d->region.height > capacity) return CJPEG_TOO_LARGE;
    if (d->region.y > 0) jpeg_skip_scanlines(&d->info, d->region.y);
    uint32_t end = d->region.y + d->region.height;
    // No more rows come at a time than one for each row of the smallest component: asking for more costs, and gives none.
    uint32_t most = (uint32_t)d->info.rec_outbuf_height;
    while (d->info.output_scanline < end) {
        JSAMPROW rows[MAX_SAMP_FACTOR];
        uint32_t count = end - d->info.output_scanline < most ? end - d->info.output_scanline : most;
        for (uint32_t i = 0; i < count; i++)
            rows[i] = out + (size_t)(d->info.output_scanline - d->region.y + i) * stride;
        jpeg_read_scanlines(&d->info, rows, count);
    }
    // Only a decode to the last row can tell whether the picture was whole.
    if (end == d->info.output_height) jpeg_finish_decompress(&d->info);
    return CJPEG_OK;
}

cjpeg_status cjpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int components, int quality, uint8_t **out,
    size_t *out_count) {
    struct jpeg_compress_struct info;
    trap t;
    unsigned char *bytes = NULL;
    unsigned long count = 0;
    memset(&info, 0, sizeof info);
    arm(&t);
    info.err = &t.manager;
    if (setjmp(t.jump)) {
        // Not freed: libjpeg may have moved the buffer since, and it tells so only when it finishes.
        jpeg_destroy_compress(&info);
        return t.status;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &count);
    info.image_width = width;
    info.image_height = height;
    info.input_components = components;
    info.in_color_space = components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    if (components == 3) info.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)info.next_scanline * width * components);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    *out = bytes;
    *out_count = count;
    return CJPEG_OK;
}

void cjpeg_free(uint8_t *bytes) { free(bytes); }
