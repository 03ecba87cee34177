/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A helper that reads what models write should be able to do nothing but answer. */
#include "silu-math-jail.h"

#include "silu-math-protocol.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif

/* Bytes: four times what it takes after hundreds of formulas. No rlimit will do, for JavaScriptCore
 * reserves tens of GiB of addresses that it never uses. */
#define MAX_MEMORY (400 * 1024 * 1024)

/* Of the watch, in milliseconds; and how many ticks a formula may take. Silu is quicker: this is
 * for a helper that has lost its Silu. */
#define TICK 20
#define MAX_TICKS (60 * 1000 / TICK)

static int statm_fd = -1;
static gsize page_size;
static volatile sig_atomic_t n_ticks;

static void
limit (int resource, rlim_t value)
{
  struct rlimit limits = { value, value };

  setrlimit (resource, &limits);
}

void
silu_math_jail_enter (void)
{
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_FSIZE, 0);

  if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    g_debug ("the helper keeps its network");
}

/* The second number of "/proc/self/statm": pages in memory. In a signal handler, so no stdio. */
static gsize
get_memory (void)
{
  char text[64];
  gssize n = pread (statm_fd, text, sizeof text, 0);
  gsize pages = 0;
  gssize i = 0;

  while (i < n && text[i] != ' ')
    i++;
  for (i++; i < n && g_ascii_isdigit (text[i]); i++)
    pages = pages * 10 + (gsize) (text[i] - '0');

  return pages * page_size;
}

/* Nothing else writes while a formula is being set. */
static void
tick_cb (int signal_number)
{
  static const SiluMathFrame full = { SILU_MATH_FRAME_FULL, 0 };

  n_ticks++;
  if (n_ticks < MAX_TICKS && get_memory () < MAX_MEMORY)
    return;

  if (write (STDOUT_FILENO, &full, sizeof full) < 0)
    _exit (1);
  _exit (0);
}

void
silu_math_jail_watch (gboolean on)
{
  const struct itimerval timer = { { 0, on ? TICK * 1000 : 0 }, { 0, on ? TICK * 1000 : 0 } };

  n_ticks = 0;
  setitimer (ITIMER_REAL, &timer, NULL);
}

static void
prepare_watch (void)
{
  struct sigaction action = { .sa_handler = tick_cb, .sa_flags = SA_RESTART };

  statm_fd = open ("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  page_size = (gsize) sysconf (_SC_PAGESIZE);
  sigaction (SIGALRM, &action, NULL);
}

static void
leave_files (void)
{
#ifdef LANDLOCK_ACCESS_FS_EXECUTE
  struct landlock_ruleset_attr rules = {
    .handled_access_fs =
        LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
        LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
        LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
        LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM,
  };
  int fd = (int) syscall (SYS_landlock_create_ruleset, &rules, sizeof rules, 0);

  if (fd < 0 || syscall (SYS_landlock_restrict_self, fd, 0) != 0)
    g_debug ("the helper keeps its files");
  if (fd >= 0)
    close (fd);
#endif
}

void
silu_math_jail_lock (void)
{
  prepare_watch ();
  leave_files ();
}
