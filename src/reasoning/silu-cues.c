/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of cues. In lower case; after one in Latin letters no letter may follow. */
#include "silu-cues.h"

#include <string.h>

typedef struct
{
  SiluStepKind kind;
  SiluCue cue;
  const char *words; /* separated by | */
} Row;

static const Row rows[] = {
  { SILU_STEP_DOUBT, SILU_CUE_STRONG,
    "wait|but wait|oh wait|oh, wait|hmm|hm|hold on|but hold on|actually|oops|no, |no. |oh no|not "
    "quite|"
    "that's not right|that isn't right|that is not right|that's wrong|that is wrong|this is wrong|"
    "that can't be|that cannot be|that doesn't|this doesn't seem|something is off|something's off|"
    "i made a mistake|i made an error|i misread|i was wrong|let me reconsider|let me rethink|"
    "let me think again|let me back up|let me go back|on second thought|am i sure|is that right|"
    "is this right|but is that|but is this|this contradicts|that contradicts|i'm not sure|"
    "i am not sure|but that contradicts|but then that" },
  { SILU_STEP_DOUBT, SILU_CUE_STRONG,
    "等等|等一下|等下|不对|不，|慢着|且慢|咦|嗯|哦不|哎呀|糟糕|但等等|但是等等|不过等等|但是不对|"
    "好像不对|"
    "似乎不对|这不对|这样不对|这里有问题|这里不对|好像有问题|我错了|我算错|算错了|我弄错|搞错了|"
    "我之前|"
    "重新考虑|再想想|再想一下|我再想|我是不是|是不是漏|真的是这样|这和前面矛盾|这就矛盾|矛盾了|"
    "其实不" },
  { SILU_STEP_ALTERNATIVE, SILU_CUE_STRONG,
    "alternatively|another approach|another way|another option|another idea|another possibility|"
    "a different approach|a different way|let me try another|let me try a different|let's try "
    "another|"
    "let's try a different|maybe instead|or maybe|or perhaps|perhaps instead|what if|what about|"
    "how about|maybe i could|maybe i can|maybe we could|maybe we can|or we could|or i could|"
    "we could also|i could also|instead, |instead of|on the other hand|option b|approach "
    "b|approach 2|"
    "the other way" },
  { SILU_STEP_ALTERNATIVE, SILU_CUE_STRONG,
    "另外|另一种|另一个|另外一种|换个思路|换个角度|换一种|换种|还有一种|还可以|也可以|或者|要么|"
    "要不|不如|"
    "如果换|试试另|那如果|如果改|再试一种" },
  { SILU_STEP_CHECK, SILU_CUE_STRONG,
    "let me check|let me verify|let me double|let me test|let me confirm|let me make sure|let me "
    "recheck|"
    "let me re-check|let me re-read|let me plug|let me trace|let me walk through|let me run "
    "through|"
    "let me validate|let's check|let's verify|let's double|let's test|let's confirm|let's trace|"
    "let's make sure|let's plug|double-check|double check|to double-check|to verify|to "
    "check|verify|"
    "verifying|verification|checking|check|testing|sanity check|as a check|as a sanity|does this "
    "work|"
    "does that work|i should check|i should verify|i should double|i need to check|i need to "
    "verify|"
    "test case|edge case|edge cases|now check|now verify|quick check" },
  { SILU_STEP_CHECK, SILU_CUE_STRONG,
    "验证|检验|检查|核对|验算|复查|确认一下|测试一下|测试|让我验证|让我检查|让我确认|让我核对|"
    "让我验算|让我测试|"
    "让我再检查|让我再算|来验证|来检查|我来验证|我来检查|我们来验证|我们来检查|我验证|我检查|"
    "再检查|再验证|再算一遍|"
    "再核对|代入验证|代回|代入检验|检查一下|边界情况|用例" },
  { SILU_STEP_CONCLUDE, SILU_CUE_STRONG,
    "in conclusion|in summary|to summarize|to sum up|summing up|final answer|the final answer|"
    "the answer is|the answer should|so the answer|so, the answer|so the final|thus the answer|"
    "thus, the answer|hence the answer|hence, the answer|therefore the answer|therefore, the "
    "answer|"
    "so my answer|my answer|i think the answer|putting it all together|putting this together|"
    "putting it together|putting everything together|i'm confident|i am confident|so i'm confident|"
    "now i can answer|i can now answer|now i can write the answer|i'll answer|i'll respond|in "
    "short|"
    "overall|so in the end|so overall|that settles it|to conclude" },
  { SILU_STEP_CONCLUDE, SILU_CUE_STRONG,
    "综上|总之|总结|总的来说|总而言之|结论|最终答案|最终结果|所以答案|所以最终|所以结论|因此答案|"
    "因此最终|"
    "因此结论|答案是|答案应|答案就是|最后，答案|归纳起来|综合来看|综合以上|现在可以回答|可以回答了|"
    "整理一下" },
  { SILU_STEP_DRAFT_CODE, SILU_CUE_STRONG,
    "let me write the code|let me write the function|let me write this in|let me write some code|"
    "let me code|let me implement|let me draft the code|let's write the code|let's code|let's "
    "implement|"
    "here's the code|here is the code|i'll write the code|i'll implement|now the code|now write "
    "the code|"
    "code|implementation|写代码|代码如下|代码|来写代码|来实现|写一下代码|实现如下|编写代码|"
    "写出代码|现在写代码|"
    "开始写代码|让我写代码|让我来写" },
  { SILU_STEP_PLAN, SILU_CUE_WEAK,
    "first|firstly|plan|my plan|the plan|here's the plan|here is the plan|approach|strategy|step 1|"
    "next|i'll start|i will start|let me start|let's start|let me begin|let's begin|let me break|"
    "let's break|let me outline|let me structure|let me plan|let me think about how|i need to|"
    "we need to|i should|i'll|i will|i want to|now i need|now let me|to solve this|to do this|"
    "to answer this|i'd structure|the steps|i can start|i could start" },
  { SILU_STEP_PLAN, SILU_CUE_WEAK,
    "首先|第一步|第一，|先|计划|我打算|我需要|我应该|我先|我要|我们需要|我们先|需要先|思路|步骤|"
    "接下来|下一步|然后|"
    "要解决|方案|我会|我可以先|可以分" },
  { SILU_STEP_UNDERSTAND, SILU_CUE_WEAK,
    "okay, so|ok, so|okay, the|ok, the|okay, i|alright, so|alright, the|the user|so the user|"
    "the question|so the question|the problem|so the problem|the task|so the task|we are given|"
    "we're given|i'm given|we are asked|we're asked|i'm asked|let me understand|let me read|"
    "let me parse|first, let me understand|first, i need to understand|first, understand|given|"
    "the input|the request|they want|they're asking|they ask" },
  { SILU_STEP_UNDERSTAND, SILU_CUE_WEAK,
    "用户|好的，用户|好，用户|好的，我|好的，题|好，题|嗯，用户|嗯，题|嗯，这道|嗯，这个问题|题目|"
    "题意|这道题|"
    "这个问题|问题是|问题要|已知|给定|我们要|看一下题|先看题|首先，我需要理解|首先理解|首先，理解|"
    "要求|需求|他想|她想" },
  { SILU_STEP_COMPUTE, SILU_CUE_WEAK,
    "calculate|compute|calculating|computing|let me calculate|let me compute|let's calculate|"
    "let's compute|let me work out|now calculate|now compute|plugging in|evaluating|expanding|"
    "simplifying|adding|multiplying|subtracting|dividing|substituting|计算|算一下|来算|我来算|"
    "让我计算|"
    "让我算|我们计算|代入|展开|化简|整理得|相加|相减|求得|求出|现在计算|先算" },
  { SILU_STEP_DERIVE, SILU_CUE_WEAK,
    "so|therefore|thus|hence|since|because|this means|that means|which means|it follows|then|"
    "consequently|if|suppose|assume|assuming|consider|note that|notice|recall|we know|we get|we "
    "have|"
    "case 1|case 2|case 3|now|by|this gives|that gives|this "
    "implies|从而|所以|因此|于是|由此|因为|由于|那么|"
    "即|设|假设|令|根据|可得|这样|也就是说|这意味着|如果|当|注意到|考虑|既然|可见|同理|显然" },
};

static gboolean
is_latin_letter (char c)
{
  return g_ascii_isalpha (c);
}

/* The length of @word if the text begins with it, else 0. */
static gsize
match (const char *text, gsize length, const char *word, gsize word_length)
{
  if (length < word_length || g_ascii_strncasecmp (text, word, word_length) != 0)
    return 0;

  if (length > word_length && is_latin_letter (word[word_length - 1]) &&
      is_latin_letter (text[word_length]))
    return 0;

  return word_length;
}

static gsize
match_row (const char *text, gsize length, const char *words)
{
  gsize longest = 0;

  while (*words != '\0')
    {
      gsize word_length = strcspn (words, "|");

      longest = MAX (longest, match (text, length, words, word_length));
      words += word_length + (words[word_length] == '|');
    }

  return longest;
}

SiluCue
silu_cues_find (const char *text, gsize length, SiluStepKind *kind)
{
  SiluCue cue = SILU_CUE_NONE;
  gsize longest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize matched = match_row (text, length, rows[i].words);

      if (matched <= longest)
        continue;
      longest = matched;
      cue = rows[i].cue;
      *kind = rows[i].kind;
    }

  return cue;
}
