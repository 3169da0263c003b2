/* SQLite for the phone, without what no statement of ours uses: triggers (and with them RETURNING,
   which is made of one), views, virtual tables, foreign keys, ALTER, ANALYZE, EXPLAIN, REINDEX,
   VACUUM and the like (flags.cmake lists them). It is a twelfth of what the phone downloads.

   The amalgamation comes with its grammar ready-made, and that still has the rules for them. Each
   of them ends in an error, as any statement does that SQLite does not know. */

#define YITING_OMITTED(...) (sqlite3ErrorMsg(pParse, "this build of SQLite omits it"), NULL)
#define sqlite3BeginTrigger YITING_OMITTED
#define sqlite3DeleteTriggerStep(...) ((void)0)
#define sqlite3DropTrigger YITING_OMITTED
#define sqlite3FinishTrigger YITING_OMITTED
#define sqlite3TriggerDeleteStep YITING_OMITTED
#define sqlite3TriggerInsertStep YITING_OMITTED
#define sqlite3TriggerSelectStep YITING_OMITTED
#define sqlite3TriggerUpdateStep YITING_OMITTED

/* CURRENT_TIME would be a clock, which no state may have: it is an empty text, and C's words for
   dates stay out of the download. */
#include <string.h>
#include <time.h>
#define strftime(buffer, size, format, time) memset(buffer, 0, size)

#include "sqlite3.c"
#undef strftime

/* What the amalgamation declares in any case. */
#define YITING_OMIT(name, ...)                                 \
  void name(Parse *pParse, __VA_ARGS__) {                      \
    sqlite3ErrorMsg(pParse, "this build of SQLite omits it");  \
  }

static YITING_OMIT(sqlite3AlterAddConstraint, SrcList *a, Token *b, Token *c, const char *d, int e,
                   Expr *f)
static YITING_OMIT(sqlite3AlterBeginAddColumn, SrcList *a)
static YITING_OMIT(sqlite3AlterDropColumn, SrcList *a, const Token *b)
static YITING_OMIT(sqlite3AlterDropConstraint, SrcList *a, Token *b, Token *c)
static YITING_OMIT(sqlite3AlterFinishAddColumn, Token *a)
static YITING_OMIT(sqlite3AlterRenameColumn, SrcList *a, Token *b, Token *c)
static YITING_OMIT(sqlite3AlterRenameTable, SrcList *a, Token *b)
static YITING_OMIT(sqlite3AlterSetNotNull, SrcList *a, Token *b, Token *c)
static YITING_OMIT(sqlite3Analyze, Token *a, Token *b)
static YITING_OMIT(sqlite3CreateView, Token *a, Token *b, Token *c, ExprList *d, Select *e, int f,
                   int g)
static YITING_OMIT(sqlite3Reindex, Token *a, Token *b)
static YITING_OMIT(sqlite3VtabArgExtend, Token *a)
static YITING_OMIT(sqlite3VtabBeginParse, Token *a, Token *b, Token *c, int d)
static YITING_OMIT(sqlite3VtabFinishParse, Token *a)
static YITING_OMIT(sqlite3Vacuum, Token *a, Expr *b)
static void sqlite3VtabArgInit(Parse *pParse) {
  sqlite3ErrorMsg(pParse, "this build of SQLite omits it");
}
/* It belongs to VACUUM, and backup and restart ask for it as well. */
static void sqlite3PagerClearCache(Pager *pager) {
  if (!pager->tempFile) pager_reset(pager);
}
