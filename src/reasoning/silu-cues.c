/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, by the kind of step that they speak for. How loud they speak is the model's to say:
 * silu-step-model.c, which has some more words of its own. */
#include "silu-cues.h"

#include "silu-step-model.h"
#include <string.h>

/* A power of two, far more than there are cues. */
#define N_SLOTS 8192

typedef struct
{
  SiluStepKind kind;
  const char *words; /* separated by | */
} Row;

/* What a sentence begins with. */
static const Row opening[] = {
  { SILU_STEP_UNDERSTAND,
    "okay, so|ok, so|okay, the|ok, the|okay, i|alright, so|alright, the|the user|so the user|"
    "the question|so the question|the problem|so the problem|the task|so the task|we are given|"
    "we're given|i'm given|we are asked|we're asked|i'm asked|let me understand|let me read|"
    "let me parse|first, let me understand|first, i need to understand|first, understand|given|"
    "the input|the request|they want|they're asking|they ask" },
  { SILU_STEP_UNDERSTAND,
    "用户|好的，用户|好，用户|好的，我|好的，题|好，题|嗯，用户|嗯，题|嗯，这道|嗯，这个问题|"
    "题目|题意|这道题|这个问题|问题是|问题要|已知|给定|我们要|看一下题|先看题|首先，我需要理解|"
    "首先理解|首先，理解|要求|需求|他想|她想" },
  { SILU_STEP_PLAN,
    "first|firstly|plan|my plan|the plan|here's the plan|here is the plan|approach|strategy|"
    "step 1|next|i'll start|i will start|let me start|let's start|let me begin|let's begin|"
    "let me break|let's break|let me outline|let me structure|let me plan|"
    "let me think about how|i need to|we need to|i should|i'll|i will|i want to|now i need|"
    "now let me|to solve this|to do this|to answer this|i'd structure|the steps|i can start|"
    "i could start" },
  { SILU_STEP_PLAN,
    "首先|第一步|第一，|先|计划|我打算|我需要|我应该|我先|我要|我们需要|我们先|需要先|思路|"
    "步骤|接下来|下一步|然后|要解决|方案|我会|我可以先|可以分" },
  { SILU_STEP_DERIVE,
    "so|therefore|thus|hence|since|because|this means|that means|which means|it follows|then|"
    "consequently|if|suppose|assume|assuming|consider|note that|notice|recall|we know|we get|"
    "we have|case 1|case 2|case 3|now|by|this gives|that gives|this implies" },
  { SILU_STEP_DERIVE,
    "从而|所以|因此|于是|由此|因为|由于|那么|即|设|假设|令|根据|可得|这样|也就是说|这意味着|"
    "如果|当|注意到|考虑|既然|可见|同理|显然" },
  { SILU_STEP_COMPUTE,
    "calculate|compute|calculating|computing|let me calculate|let me compute|let's calculate|"
    "let's compute|let me work out|now calculate|now compute|plugging in|evaluating|expanding|"
    "simplifying|adding|multiplying|subtracting|dividing|substituting" },
  { SILU_STEP_COMPUTE,
    "计算|算一下|来算|我来算|让我计算|让我算|我们计算|代入|展开|化简|整理得|相加|相减|求得|"
    "求出|现在计算|先算" },
  { SILU_STEP_CHECK,
    "let me check|let me verify|let me double|let me test|let me confirm|let me make sure|"
    "let me recheck|let me re-check|let me re-read|let me plug|let me trace|"
    "let me walk through|let me run through|let me validate|let's check|let's verify|"
    "let's double|let's test|let's confirm|let's trace|let's make sure|let's plug|double-check|"
    "double check|to double-check|to verify|to check|verify|verifying|verification|checking|"
    "check|testing|sanity check|as a check|as a sanity|does this work|does that work|"
    "i should check|i should verify|i should double|i need to check|i need to verify|test case|"
    "edge case|edge cases|now check|now verify|quick check" },
  { SILU_STEP_CHECK,
    "验证|检验|检查|核对|验算|复查|确认一下|测试一下|测试|让我验证|让我检查|让我确认|让我核对|"
    "让我验算|让我测试|让我再检查|让我再算|来验证|来检查|我来验证|我来检查|我们来验证|"
    "我们来检查|我验证|我检查|再检查|再验证|再算一遍|再核对|代入验证|代回|代入检验|检查一下|"
    "边界情况|用例" },
  { SILU_STEP_DOUBT,
    "wait|but wait|oh wait|oh, wait|hmm|hm|hold on|but hold on|actually|oops|no,|no.|oh no|"
    "not quite|that's not right|that isn't right|that is not right|that's wrong|that is wrong|"
    "this is wrong|that can't be|that cannot be|that doesn't|this doesn't seem|"
    "something is off|something's off|i made a mistake|i made an error|i misread|i was wrong|"
    "let me reconsider|let me rethink|let me think again|let me back up|let me go back|"
    "on second thought|am i sure|is that right|is this right|but is that|but is this|"
    "this contradicts|that contradicts|i'm not sure|i am not sure|but that contradicts|"
    "but then that" },
  { SILU_STEP_DOUBT,
    "等等|等一下|等下|不对|不，|慢着|且慢|咦|嗯|哦不|哎呀|糟糕|但等等|但是等等|不过等等|"
    "但是不对|好像不对|似乎不对|这不对|这样不对|这里有问题|这里不对|好像有问题|我错了|我算错|"
    "算错了|我弄错|搞错了|我之前|重新考虑|再想想|再想一下|我再想|我是不是|是不是漏|真的是这样|"
    "这和前面矛盾|这就矛盾|矛盾了|其实不" },
  { SILU_STEP_ALTERNATIVE,
    "alternatively|another approach|another way|another option|another idea|"
    "another possibility|a different approach|a different way|let me try another|"
    "let me try a different|let's try another|let's try a different|maybe instead|or maybe|"
    "or perhaps|perhaps instead|what if|what about|how about|maybe i could|maybe i can|"
    "maybe we could|maybe we can|or we could|or i could|we could also|i could also|instead,|"
    "instead of|on the other hand|option b|approach b|approach 2|the other way" },
  { SILU_STEP_ALTERNATIVE,
    "另外|另一种|另一个|另外一种|换个思路|换个角度|换一种|换种|还有一种|还可以|也可以|或者|"
    "要么|要不|不如|如果换|试试另|那如果|如果改|再试一种" },
  { SILU_STEP_CONCLUDE,
    "in conclusion|in summary|to summarize|to sum up|summing up|final answer|the final answer|"
    "the answer is|the answer should|so the answer|so, the answer|so the final|thus the answer|"
    "thus, the answer|hence the answer|hence, the answer|therefore the answer|"
    "therefore, the answer|so my answer|my answer|i think the answer|putting it all together|"
    "putting this together|putting it together|putting everything together|i'm confident|"
    "i am confident|so i'm confident|now i can answer|i can now answer|"
    "now i can write the answer|i'll answer|i'll respond|in short|overall|so in the end|"
    "so overall|that settles it|to conclude" },
  { SILU_STEP_CONCLUDE,
    "综上|总之|总结|总的来说|总而言之|结论|最终答案|最终结果|所以答案|所以最终|所以结论|"
    "因此答案|因此最终|因此结论|答案是|答案应|答案就是|最后，答案|归纳起来|综合来看|综合以上|"
    "现在可以回答|可以回答了|整理一下" },
  { SILU_STEP_DRAFT_CODE,
    "let me write the code|let me write the function|let me write this in|"
    "let me write some code|let me code|let me implement|let me draft the code|"
    "let's write the code|let's code|let's implement|here's the code|here is the code|"
    "i'll write the code|i'll implement|now the code|now write the code|code|implementation" },
  { SILU_STEP_DRAFT_CODE,
    "写代码|代码如下|代码|来写代码|来实现|写一下代码|实现如下|编写代码|写出代码|现在写代码|"
    "开始写代码|让我写代码|让我来写" },
};

/* What it has in it. */
static const Row inside[] = {
  { SILU_STEP_UNDERSTAND,
    "user|asks|asked|asking|wants|wanted|question|task|problem|they say|they want|request|"
    "wrote|given|is supposed to|would like|complains|message|attached" },
  { SILU_STEP_UNDERSTAND,
    "用户|他问|她问|想要|题目|这道题|要求|问题是|意思是|提到|给出|给了|希望|想知道|原文|没有说|"
    "说的是" },
  { SILU_STEP_PLAN,
    "i'd|i'll|plan|start with|begin with|one by one|first|afterwards|step by step|go through|"
    "order|approach|method|structure|in turn" },
  { SILU_STEP_PLAN,
    "先|再|最后|然后|分三|分两|打算|思路|计划|步骤|逐个|依次|分类|一步|接下来|准备" },
  { SILU_STEP_DERIVE,
    "because|since|therefore|hence|means|must|so that|follows|implies|which is why|cannot|"
    "can't|only if|the reason|thus|at least|at most" },
  { SILU_STEP_DERIVE,
    "所以|因此|因为|由于|意味着|说明|必须|只能|不能|原因|于是|也就是|从而|导致|相当于|至少|至多" },
  { SILU_STEP_COMPUTE,
    "leaves|pairs|gives|remainder|divisors|factor|sum|times|total|together|divided|minus|plus" },
  { SILU_STEP_COMPUTE, "除以|乘以|因子|剩|得|加起来|合计|平均|等于|约等于|差是" },
  { SILU_STEP_CHECK,
    "check|verify|test|try|agrees|matches|fits|correct|works|indeed|holds|good|consistent|"
    "expected|as it should|confirm|passes|fine|walk through|trace" },
  { SILU_STEP_CHECK,
    "验证|检查|核对|对得上|吻合|一致|没错|正确|确实|成立|没问题|试一下|代入|符合|对的|走一遍|"
    "验算" },
  { SILU_STEP_DOUBT,
    "wait|hmm|but|mistake|wrong|forgot|overlooked|missed|careful|not sure|really|however|did i|"
    "have i|slip|unless|should not|can that be|am i|but then" },
  { SILU_STEP_DOUBT,
    "等等|等一下|不对|嗯|但是|不过|漏|错|忘|其实|真的|会不会|是不是|有问题|小心|慢着|不一定|"
    "刚才" },
  { SILU_STEP_ALTERNATIVE,
    "alternatively|alternative|instead|another|other way|different|could also|one could|option|"
    "either|or|rather than|would be|second way|another way" },
  { SILU_STEP_ALTERNATIVE,
    "换|另一|另外|或者|也可以|还有|要不要|如果改|别的|方案|备选|不如|两种|更简单|改成" },
  { SILU_STEP_CONCLUDE,
    "answer|reply|final|finally|conclude|summary|write up|mention|short|all in all|in sum|"
    "so far|done|result|tone|paragraph|running total|total so far" },
  { SILU_STEP_CONCLUDE,
    "答案|回答|回复|结论|综上|总之|总结|最终|最后给|写成|就这样|累计|一共|整理|语气|提醒一句|"
    "结果是" },
  { SILU_STEP_DRAFT_CODE,
    "code|function|version|draft|write|sketch|implementation|snippet|template" },
  { SILU_STEP_DRAFT_CODE, "代码|写|草稿|实现|函数|版本|初稿|试着写|落到" },
};

/* Says nothing of what the sentence does. */
static const char *const leads[] = {
  "so",  "now", "ok", "okay", "but", "and", "then", "well", "alright", "also",
  "yes", "no",  ",",  "好",   "那",  "嗯",  "的",   "这",   "里",
};

#define MAX_LEADS 3

typedef struct
{
  guint32 hash;
  const char *words; /* NULL where the slot is free */
  SiluCue cue;
} Slot;

#define HASH_START 2166136261u

static guint32
hash_byte (guint32 hash, char byte)
{
  return (hash ^ (guchar) byte) * 16777619u;
}

static Slot *
find_slot (Slot *slots, guint32 hash, const char *words, gsize length)
{
  guint32 at = (hash ^ hash >> 15) % N_SLOTS;

  while (slots[at].words != NULL &&
         (slots[at].hash != hash || strncmp (slots[at].words, words, length) != 0 ||
          slots[at].words[length] != '\0'))
    at = (at + 1) % N_SLOTS;

  return &slots[at];
}

/* A place is made for each beginning of the cue too: where there is none, no longer cue is. */
static SiluCue *
add_cue (Slot *slots, const char *text, gsize length)
{
  SiluWords words;
  guint32 hash = HASH_START;
  Slot *slot = NULL;
  gsize at = 0;

  silu_words_read (&words, text, length);
  g_assert (words.n > 0 && words.n <= SILU_CUE_WORDS);
  for (guint i = 0; i < words.n; i++)
    {
      for (; at < words.ends[i]; at++)
        hash = hash_byte (hash, words.bytes[at]);
      slot = find_slot (slots, hash, words.bytes, at);
      if (slot->words == NULL)
        *slot = (Slot){ hash, g_strndup (words.bytes, at), { -1, -1, -1, -1 } };
    }

  return &slot->cue;
}

static void
add_rows (Slot *slots, const Row *rows, gsize n_rows, gboolean opens)
{
  for (gsize i = 0; i < n_rows; i++)
    for (const char *at = rows[i].words; *at != '\0';)
      {
        gsize length = strcspn (at, "|");
        SiluCue *cue = add_cue (slots, at, length);

        if (opens)
          cue->opens = (gint8) rows[i].kind;
        else
          cue->has = (gint8) rows[i].kind;
        at += length + (at[length] == '|');
      }
}

/* Built once, and kept. */
static Slot *
get_slots (void)
{
  static Slot *slots;

  if (g_once_init_enter (&slots))
    {
      Slot *made = g_new0 (Slot, N_SLOTS);

      add_rows (made, opening, G_N_ELEMENTS (opening), TRUE);
      add_rows (made, inside, G_N_ELEMENTS (inside), FALSE);
      for (guint i = 0; i < silu_step_model_length; i++)
        {
          const char *feature = silu_step_model[i].feature;

          if (*feature == '^')
            add_cue (made, feature + 1, strlen (feature + 1))->opens_row = (gint16) i;
          else if (*feature == '~')
            add_cue (made, feature + 1, strlen (feature + 1))->has_row = (gint16) i;
        }
      g_once_init_leave (&slots, made);
    }

  return slots;
}

guint
silu_cues_find (const SiluWords *words, guint first, const SiluCue *found[SILU_CUE_WORDS])
{
  Slot *slots = get_slots ();
  guint32 hash = HASH_START;
  const char *text = words->bytes;
  gsize begin = words->begins[first];
  gsize at = begin;
  guint n;

  for (n = 0; n < SILU_CUE_WORDS && first + n < words->n; n++)
    {
      const Slot *slot;

      for (; at < words->ends[first + n]; at++)
        hash = hash_byte (hash, text[at]);
      slot = find_slot (slots, hash, text + begin, at - begin);
      if (slot->words == NULL)
        break;
      found[n] = &slot->cue;
    }

  return n;
}

gboolean
silu_cues_find_opening (const SiluWords *words, guint first, SiluStepKind *kind)
{
  const SiluCue *found[SILU_CUE_WORDS];
  gboolean opens = FALSE;
  guint n = first < words->n ? silu_cues_find (words, first, found) : 0;

  for (guint i = 0; i < n; i++)
    if (found[i]->opens >= 0)
      {
        *kind = (SiluStepKind) found[i]->opens;
        opens = TRUE;
      }

  return opens;
}

guint
silu_cues_skip_lead (const SiluWords *words, guint first)
{
  guint skipped = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (leads) && skipped < MAX_LEADS; i++)
    if (silu_words_is (words, first + skipped, leads[i]))
      {
        skipped++;
        i = (gsize) -1;
      }

  return first + skipped;
}
