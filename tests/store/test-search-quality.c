/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixty things that people look for in forty chats, and what they expect to find. A query is
 * answered when all that is expected is among the hits and the first hit is one of it; one that
 * expects nothing, when there is no hit. */
#include "silu-rows.h"
#include "silu-schema.h"
#include "silu-search.h"
#include "silu-test.h"
#include <string.h>

/* Of a question, its answer and the thoughts behind it; the id of a chat is its number. */
static const struct
{
  const char *title;
  const char *question;
  const char *thoughts;
  const char *answer;
} chats[] = {
  { "Collision check for a snake", "How do I detect that the snake hits itself?",
    "The body is a list of cells. A set makes the lookup constant.",
    "Keep a set beside the list:\n```python\ndef hits_self (body):\n    return len (set (body)) < "
    "len (body)\n```" },
  { "Prove that √2 is irrational", "Prove that the square root of two is irrational.",
    "By contradiction, with parity.", "Suppose √2 = p/q in lowest terms. Then p² is even." },
  { "周报润色", "帮我润色这份周报，语气正式一些。", "用户想要正式的语气。",
    "本周完成了支付模块的联调，并修复了三个缺陷。" },
  { "Why is my mutex slow?", "A pthread_mutex_t is slow under contention, why?",
    "Futex, cache line bouncing.", "Threads that wait go to the kernel with futex(2)." },
  { "Meson subprojects", "How do I use a wrap file with meson?", "",
    "Put foo.wrap into subprojects/ and call dependency ('foo', fallback: ['foo', 'foo_dep'])." },
  { "红烧肉的做法", "红烧肉怎么做才不腻？", "先焯水，再煸出油脂。",
    "五花肉冷水下锅焯水，小火慢炖一个小时。" },
  { "深度学习入门", "什么是反向传播？", "从链式法则讲起。",
    "反向传播用链式法则计算损失函数对权重的梯度。" },
  { "Gradient descent", "Explain the learning rate.", "",
    "The learning rate scales each step along the gradient." },
  { "C++ move semantics", "When is std::move needed in C++?", "Return value optimisation.",
    "Never on return of a local: copy elision does better." },
  { "C# async void", "Why is async void bad in C#?", "", "Exceptions of it cannot be awaited." },
  { "Rust 借用检查", "为什么 Rust 不让我同时借用两次？", "可变借用是独占的。",
    "`&mut T` 是独占引用，编译器报错 E0499。" },
  { "SQL 窗口函数", "怎样用 row_number() 去重？", "",
    "```sql\nSELECT * FROM (SELECT *, row_number () OVER (PARTITION BY user_id) AS rn FROM t) "
    "WHERE rn = 1;\n```" },
  { "Trip to Kyoto", "Plan three days in Kyoto in autumn.", "Temples, maple leaves.",
    "Day one: Kiyomizu-dera and Gion. Day two: Arashiyama." },
  { "京都三日游", "秋天去京都怎么安排？", "红叶季要避开人流。",
    "第一天去清水寺和祇园，第二天去岚山。" },
  { "Résumé for a café", "Write a résumé for a barista.", "", "Experienced barista, latte art." },
  { "Email to the landlord", "Write a polite email: the heating is broken.", "",
    "Dear Mr. Novak, the heating in our flat has been out of order since Monday." },
  { "git rebase", "How do I undo a git rebase?", "reflog.",
    "Run `git reflog`, then `git reset --hard HEAD@{1}`." },
  { "HTTP 429", "What does HTTP 429 mean?", "", "Too Many Requests: honour Retry-After." },
  { "正则表达式", "怎样匹配中文字符的正则？", "Unicode 范围。",
    "用 `[\\u4e00-\\u9fff]` 匹配常用汉字。" },
  { "Regular expressions", "Match an email with a regex.", "",
    "There is no perfect one: `[^@]+@[^@]+`." },
  { "GTK list view", "GtkListView does not scroll to a row.", "scroll_to is new in 4.12.",
    "Call gtk_list_view_scroll_to() or set the adjustment." },
  { "snake_case or camelCase", "Which naming is better, snake_case or camelCase?", "",
    "Follow the language: maxLineLength in Java, max_line_length in Python." },
  { "牛顿第二定律", "用牛顿第二定律解释电梯里的失重。", "F = ma。",
    "加速度向下时，支持力小于重力，这就是失重。" },
  { "Docker 网络", "容器之间怎么互相访问？", "bridge 网络。",
    "放进同一个自定义网络，然后用容器名访问。\n```sh\ndocker network create app_net\n```" },
  { "数据库索引", "MySQL 索引失效有哪些情况？", "最左前缀。",
    "对列使用函数、隐式类型转换、前导模糊查询。" },
  { "Haiku", "Write a haiku about rain.", "Five, seven, five.", "Soft rain on the roof" },
  { "Python decorators", "How does functools.wraps work?", "",
    "It copies __name__ and __doc__:\n```python\n@functools.wraps (func)\n```" },
  { "Python 装饰器", "装饰器是什么？", "闭包。", "装饰器是接收函数并返回函数的函数。" },
  { "面试准备", "字节跳动后端面试会问什么？", "", "常见的有 Redis 持久化、Kafka 的重复消费。" },
  { "Kubernetes probes", "Liveness or readiness probe?", "",
    "Readiness takes the pod out of the service; liveness restarts it." },
  { "Tax return", "Can I deduct a home office?", "Depends on the country.",
    "In Germany there is a flat rate per day." },
  { "Fibonacci", "Fastest way to compute Fibonacci numbers?", "Matrix power, fast doubling.",
    "```c\nstatic uint64_t fib_fast (unsigned n);\n```" },
  { "动态规划", "背包问题怎么写状态转移方程？", "dp[i][w]。",
    "dp[i][w] = max (dp[i-1][w], dp[i-1][w-weight[i]] + value[i])。" },
  { "Segfault", "Segmentation fault (core dumped) in strlen", "A NULL pointer.",
    "argv[1] is NULL when no argument was given." },
  { "日语学习", "「食べる」的て形是什么？", "一段动词。", "食べて。一段动词去掉る加て。" },
  { "Baby names", "Names that work in English and Chinese", "", "Leo 立奥, Anna 安娜." },
  { "退款邮件", "写一封英文邮件申请退款。", "",
    "I am writing to request a refund for order 4711." },
  { "systemd timer", "Run a script every day with systemd.", "",
    "```ini\n[Timer]\nOnCalendar=daily\n```" },
  { "微积分", "求 sin(x) / x 当 x 趋于零的极限。", "洛必达或夹逼。", "极限是 1。" },
  { "Ollama 显存", "32B 的模型需要多少显存？", "Q4 量化大约 20 GB。",
    "Q4_K_M 量化后大约需要 20 GB，num_ctx 会再增加一些。" },
};

/* Chats by number, the others may come as well. */
static const struct
{
  const char *query;
  int expected[3]; /* -1: the end */
} queries[] = {
  { "snake", { 0, 21, -1 } },
  { "collision", { 0, -1 } },
  { "irrational", { 1, -1 } },
  { "contradiction in:thoughts", { 1, -1 } },
  { "周报", { 2, -1 } },
  { "报", { 2, -1 } },
  { "支付模块", { 2, -1 } },
  { "mutex", { 3, -1 } },
  { "pthread_mutex_t", { 3, -1 } },
  { "futex", { 3, -1 } },
  { "meson wrap", { 4, -1 } },
  { "foo_dep", { 4, -1 } },
  { "红烧肉", { 5, -1 } },
  { "焯水", { 5, -1 } },
  { "反向传播", { 6, -1 } },
  { "梯度", { 6, -1 } },
  { "gradient", { 7, -1 } },
  { "learning rate", { 7, -1 } },
  { "c++", { 8, -1 } },
  { "std::move", { 8, -1 } },
  { "c#", { 9, -1 } },
  { "借用", { 10, -1 } },
  { "rust 借用", { 10, -1 } },
  { "E0499", { 10, -1 } },
  { "row_number", { 11, -1 } },
  { "partition in:code", { 11, -1 } },
  { "kyoto", { 12, -1 } },
  { "京都", { 13, -1 } },
  { "岚山", { 13, -1 } },
  { "resume", { 14, -1 } },
  { "café", { 14, -1 } },
  { "heating broken", { 15, -1 } },
  { "\"out of order\"", { 15, -1 } },
  { "git reflog", { 16, -1 } },
  { "HEAD@{1}", { 16, -1 } },
  { "429", { 17, -1 } },
  { "retry-after", { 17, -1 } },
  { "正则", { 18, -1 } },
  { "regex -中文", { 19, -1 } },
  { "GtkListView", { 20, -1 } },
  { "scroll_to in:answers", { 20, -1 } },
  { "camelCase", { 21, -1 } },
  { "line_length", { 21, -1 } },
  { "失重", { 22, -1 } },
  { "docker 容器", { 23, -1 } },
  { "app_net", { 23, -1 } },
  { "索引 失效", { 24, -1 } },
  { "haiku rain", { 25, -1 } },
  { "functools.wraps", { 26, -1 } },
  { "装饰器", { 27, -1 } },
  { "kafka", { 28, -1 } },
  { "liveness", { 29, -1 } },
  { "fib_fast", { 31, -1 } },
  { "背包", { 32, -1 } },
  { "dp[i][w]", { 32, -1 } },
  { "segmentation fault", { 33, -1 } },
  { "食べる", { 34, -1 } },
  { "num_ctx 量化", { 39, -1 } },
  { "极限", { 38, -1 } },
  { "水晶宫", { -1 } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (queries) == 60);

static void
add (sqlite3 *db, guint chat, SiluRole role, const char *thoughts, const char *text)
{
  g_autofree char *conversation = g_strdup_printf ("%u", chat);
  g_autofree char *id = g_strdup_printf ("%u-%d", chat, role);
  g_autoptr (GPtrArray) parts = silu_parts_new ();
  g_autoptr (GError) error = NULL;
  SiluMessageRecord record = {
    .id = id, .conversation = conversation, .role = role, .parts = parts
  };

  silu_parts_append (parts, SILU_PART_REASONING, SILU_CHANNEL_NONE, thoughts, strlen (thoughts));
  silu_parts_append (parts, SILU_PART_TEXT, SILU_CHANNEL_NONE, text, strlen (text));
  silu_rows_save_message (db, &record, &error);
  g_assert_no_error (error);
}

static sqlite3 *
make_store (void)
{
  sqlite3 *db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  silu_schema_migrate (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      SiluConversationRecord header = { .id = id, .title = (char *) chats[i].title };

      silu_rows_save_conversation (db, &header, &error);
      g_assert_no_error (error);
      add (db, i, SILU_ROLE_USER, "", chats[i].question);
      add (db, i, SILU_ROLE_ASSISTANT, chats[i].thoughts, chats[i].answer);
    }

  return db;
}

static gboolean
has_chat (GPtrArray *hits, guint n_hits, int chat)
{
  for (guint i = 0; i < MIN (n_hits, hits->len); i++)
    if (g_ascii_strtoll (((SiluSearchHit *) g_ptr_array_index (hits, i))->conversation, NULL, 10) ==
        chat)
      return TRUE;

  return FALSE;
}

static gboolean
is_answered (sqlite3 *db, gsize index, gboolean is_typing)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SiluSearchQuery) query = silu_search_query_new (queries[index].query, zone, is_typing);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = silu_search (db, query, 20, NULL, &error);
  const int *expected = queries[index].expected;
  gboolean is_first = FALSE;

  g_assert_no_error (error);
  if (*expected < 0)
    return hits->len == 0;

  for (; *expected >= 0; expected++)
    {
      is_first |= has_chat (hits, 1, *expected);
      if (!has_chat (hits, G_MAXUINT, *expected))
        return FALSE;
    }

  return is_first;
}

static void
test_quality (gconstpointer data)
{
  sqlite3 *db = make_store ();
  gboolean is_typing = data != NULL;
  guint n_answered = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    if (is_answered (db, i, is_typing))
      n_answered++;
    else
      g_test_message ("not answered: %s", queries[i].query);

  g_test_message ("%u of %" G_GSIZE_FORMAT " queries answered", n_answered, G_N_ELEMENTS (queries));
  g_assert_cmpuint (n_answered, ==, G_N_ELEMENTS (queries));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  silu_test_init (&argc, &argv);

  g_test_add_data_func ("/search-quality/whole", NULL, test_quality);
  g_test_add_data_func ("/search-quality/typing", "typing", test_quality);

  return g_test_run ();
}
