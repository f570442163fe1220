// What Swift cannot import of Video4Linux: the numbers of the ioctls, which are made by macros that compute. The structures and
// the other constants come with the kernel's own header.

#ifndef METERCLIP_CVIDEO_H
#define METERCLIP_CVIDEO_H

#include <linux/videodev2.h>

static const unsigned long CVIDEO_QUERYCAP = VIDIOC_QUERYCAP;
static const unsigned long CVIDEO_ENUM_FMT = VIDIOC_ENUM_FMT;
static const unsigned long CVIDEO_ENUM_FRAMESIZES = VIDIOC_ENUM_FRAMESIZES;
static const unsigned long CVIDEO_G_FMT = VIDIOC_G_FMT;
static const unsigned long CVIDEO_S_FMT = VIDIOC_S_FMT;
static const unsigned long CVIDEO_REQBUFS = VIDIOC_REQBUFS;
static const unsigned long CVIDEO_QUERYBUF = VIDIOC_QUERYBUF;
static const unsigned long CVIDEO_QBUF = VIDIOC_QBUF;
static const unsigned long CVIDEO_DQBUF = VIDIOC_DQBUF;
static const unsigned long CVIDEO_STREAMON = VIDIOC_STREAMON;
static const unsigned long CVIDEO_STREAMOFF = VIDIOC_STREAMOFF;
static const unsigned long CVIDEO_QUERYCTRL = VIDIOC_QUERYCTRL;
static const unsigned long CVIDEO_QUERYMENU = VIDIOC_QUERYMENU;
static const unsigned long CVIDEO_G_CTRL = VIDIOC_G_CTRL;
static const unsigned long CVIDEO_S_CTRL = VIDIOC_S_CTRL;

#endif
