/* Writes all of a unit to the encoder's two sections. Private to summary/. */
#ifndef TRIPCOUNT_SUMMARY_ENCODE_SKELETON_H
#define TRIPCOUNT_SUMMARY_ENCODE_SKELETON_H

#include "summary/format.h"

void encoder_add_skeleton(struct encoder *encoder, const struct unit *unit);

#endif
