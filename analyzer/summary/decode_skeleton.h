/* Reads all of a summary but its texts and bodies. Private to summary/. */
#ifndef TRIPCOUNT_SUMMARY_DECODE_SKELETON_H
#define TRIPCOUNT_SUMMARY_DECODE_SKELETON_H

#include "summary/format.h"

/* Fills skeleton and functions; sets decoder->reader.failed where the bytes make no sense. */
void decoder_skeleton(struct decoder *decoder, struct summary *summary);
/* Checks what decoder_skeleton read: indices, kinds, missing texts. */
NODISCARD bool decoder_check_skeleton(const struct summary *summary, struct error *err);

#endif
