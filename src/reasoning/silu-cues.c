/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, by the kind of step that they speak for. How loud they speak is the model's to say:
 * silu-step-model.c, which has some more words of its own. */
#include "silu-cues.h"

#include "silu-hash.h"
#include "silu-step-model.h"
#include <string.h>

/* A power of two, far more than there are cues. */
#define N_SLOTS 8192

typedef struct
{
  SiluStepKind kind;
  const char *words; /* separated by | */
} Row;

/* What a sentence of that kind begins with, and hardly any other. */
static const Row openings[] = {
  { SILU_STEP_UNDERSTAND,
    "okay, so|ok, so|okay, the|ok, the|okay, i|alright, so|alright, the|the user|so the user|"
    "the question|so the question|the problem|so the problem|the task|so the task|we are given|"
    "we're given|i'm given|we are asked|we're asked|i'm asked|let me understand|let me read|"
    "let me parse|first, let me understand|first, i need to understand|first, understand|given|"
    "the input|the request|they want|they're asking|they ask|the prompt|the statement|"
    "the setup|what they want|what is asked|what's asked|asked:|let me restate|restating|"
    "to restate|let me make sure i understand" },
  { SILU_STEP_UNDERSTAND,
    "用户|好的，用户|好，用户|好的，我|好的，题|好，题|嗯，用户|嗯，题|嗯，这道|嗯，这个问题|"
    "题目|题意|这道题|这个问题|问题是|问题要|已知|给定|我们要|看一下题|先看题|首先，我需要理解|"
    "首先理解|首先，理解|要求|需求|他想|她想|题干|这题|问的是|任务是|任务|嗯，我现在需要|"
    "嗯，我需要|好，我现在|对方" },
  { SILU_STEP_PLAN,
    "first,|first, i need|first, i'll|first, i will|first, i should|first, i want|first, let me|"
    "first, let's|first, we need|first, we should|first i need|first i'll|first i should|"
    "first let me|firstly|plan:|plan|my plan|the plan|here's the plan|here is the plan|"
    "here's my plan|my approach|my strategy|step 1|i'll start|i will start|let me start|"
    "let's start|let me begin|let's begin|i'll begin|let me break|let's break|let me outline|"
    "let me structure|let me plan|let me think about how|let me organize|let me organise|"
    "let me first|i'll first|to solve this|to answer this|how do i go about|"
    "how should i go about|how to go about|the steps|roughly in this order|the order of work|"
    "i'll go through|i will go through|i'll proceed|i'll tackle|let me tackle|let me approach" },
  { SILU_STEP_PLAN,
    "首先|首先，|首先，我|第一步|计划|我的计划|我打算|打算|我先|我们先|先看|先把|先从|需要先|"
    "思路|我的思路|思路是|大致思路|步骤|接下来|接下来，|下一步|要解决|方案：|我可以先|可以分|"
    "分三步|分两步|分几步|准备|我准备|顺序" },
  { SILU_STEP_DERIVE,
    "therefore|therefore,|thus|hence|consequently|it follows|as a result|this means|that means|"
    "which means|this implies|that implies|this shows|that shows|that explains|in other words|"
    "by symmetry|equivalently" },
  { SILU_STEP_DERIVE,
    "从而|因此|由此|可见|于是|这意味着|这说明|说明|也就是说|换句话说|换言之|同理|可得" },
  { SILU_STEP_COMPUTE,
    "calculate|compute|calculating|computing|let me calculate|let me compute|let's calculate|"
    "let's compute|let me work out|now calculate|now compute|plugging in|evaluating|expanding|"
    "simplifying|adding|multiplying|subtracting|dividing|substituting|let me add|let me sum|"
    "let me count|let's count|let me evaluate|let me expand|let me enumerate|"
    "let me do the math|let me do the arithmetic|let me do the numbers|let me crunch|"
    "let me work through the numbers|let me work it out|let me list|let's list|let's enumerate|"
    "counting|i'll compute|i'll calculate|we compute|we calculate|numerically|in numbers" },
  { SILU_STEP_COMPUTE,
    "计算|计算一下|算一下|来算|我来算|让我计算|让我算|我们计算|我算一下|代入|展开|化简|整理得|"
    "相加|相减|求得|求出|现在计算|现在算|先算|再算|接着算|接下来计算|接下来算|算算|算出|数一下|"
    "列举|枚举|逐个算|求和|通分|加起来|合计" },
  { SILU_STEP_CHECK,
    "let me check|let me verify|let me double|let me test|let me confirm|let me make sure|"
    "let me recheck|let me re-check|let me re-read|let me reread|let me plug|let me trace|"
    "let me walk through|let me run through|let me validate|let me sanity|let me cross-check|"
    "let me see if|let me see whether|let me quickly check|let me quickly verify|"
    "let me just check|let me just verify|let me also check|let me also verify|let me go over|"
    "let me look over|let me compare|let's check|let's verify|let's double|let's test|"
    "let's confirm|let's trace|let's make sure|let's plug|let's see if|let's see whether|"
    "double-check|double check|double-checking|to double-check|to double check|to verify|"
    "to check|to make sure|to be sure|just to be sure|just to make sure|to confirm|verify|"
    "verifying|verification|checking|check:|check that|check the|check with|sanity check|"
    "quick sanity check|as a check|as a sanity|as a test|cross-check|does this work|"
    "does that work|does it work|does this hold|i should check|i should verify|i should double|"
    "i'd better check|i'd better verify|i need to check|i need to verify|i want to check|"
    "i want to verify|i'll check|i'll verify|i'll double|we should check|we should verify|"
    "we can check|we can verify|now check|now verify|quick check|quick test|one more check|"
    "last check|final check|spot check|plugging back|substituting back|going back over|"
    "rereading|re-reading|test with|testing with" },
  { SILU_STEP_CHECK,
    "验证|检验|检查|核对|验算|复查|复核|核实|确认一下|测试一下|让我验证|让我检查|让我确认|"
    "让我核对|让我验算|让我测试|让我再检查|让我再验证|让我再算|让我再核|让我再看|让我回头|"
    "来验证|来检查|来验算|来核对|我来验证|我来检查|我来核对|我来验算|我们来验证|我们来检查|"
    "我验证|我检查|我核对|我验算|再检查|再验证|再验算|再算一遍|再核对|再确认|再看一遍|再读一遍|"
    "代入验证|代回|代入检验|检查一下|验证一下|检验一下|核对一下|验算一下|回头检查|回头核对|"
    "回头看|回头验|回过头|对照一下|对照题目|过一遍|最后检查|最后核对|最后验证|最后确认|测试用例" },
  { SILU_STEP_DOUBT,
    "wait|but wait|oh wait|oh, wait|no wait|no, wait|ah wait|ah, wait|wait a|hmm|hmmm|hm|"
    "but hmm|hold on|but hold on|hang on|but hang on|actually|but actually|oops|uh-oh|whoa|no,|"
    "no.|nope|oh no|not quite|not so fast|that's not right|that isn't right|that is not right|"
    "that's wrong|that is wrong|this is wrong|this isn't right|that's not quite right|"
    "that can't be|that cannot be|this can't be|this cannot be|that doesn't seem|"
    "that doesn't look|this doesn't seem|this doesn't look|that seems off|that seems wrong|"
    "this seems off|something is off|something's off|something is wrong|something's wrong|"
    "something doesn't add up|that doesn't add up|this doesn't add up|i made a mistake|"
    "i made an error|i misread|i miscounted|i was wrong|i forgot|i overlooked|i mixed up|"
    "my mistake|scratch that|let me reconsider|let me rethink|let me think again|"
    "let me back up|let me go back|let me step back|on second thought|on reflection|am i sure|"
    "is that right|is this right|is that really|is it really|but is that|but is this|but is it|"
    "this contradicts|that contradicts|but that contradicts|but this contradicts|but then that|"
    "did i|have i|i'm not sure|i am not sure" },
  { SILU_STEP_DOUBT,
    "等等|等一下|等下|等会|等会儿|等一等|稍等|不对|不，|慢着|且慢|咦|嗯，不对|嗯，等|嗯，好像|"
    "哦不|哎呀|哎，|糟糕|糟了|但等等|但是等等|不过等等|可是等等|但等一下|不过等一下|但不对|"
    "但是不对|可是不对|好像不对|似乎不对|感觉不对|不太对|这不对|这样不对|这里有问题|这里不对|"
    "好像有问题|有问题|有点不对|有点奇怪|奇怪|我错了|我算错|算错了|我弄错|弄错了|搞错了|我搞错|"
    "我看错|看错了|我漏|漏了|我忘|忘了|重新考虑|再想想|再想一下|我再想|我是不是|是不是漏|"
    "是不是我|真的是这样|真的吗|这和前面矛盾|这就矛盾|矛盾了|打住|停一下|其实不" },
  { SILU_STEP_ALTERNATIVE,
    "alternatively|alternative:|an alternative|another alternative|another approach|"
    "another way|another option|another idea|another possibility|another method|another route|"
    "another reading|another interpretation|another thought|another candidate|"
    "a different approach|a different way|a second way|a second approach|a second option|"
    "a simpler way|a simpler approach|a cleaner way|a better way|a better approach|"
    "let me try another|let me try a different|let me think of another|let me consider another|"
    "let me consider a different|let's try another|let's try a different|"
    "let's consider another|maybe instead|or maybe|or perhaps|or alternatively|"
    "or, alternatively|perhaps instead|what if|what about|how about|maybe there's another|"
    "maybe there is another|is there another way|is there a simpler|is there a better|"
    "we could also|i could also|one could also|you could also|it could also|could also|"
    "instead, i|instead, we|on the other hand|option b|option 2|approach b|approach 2|method 2|"
    "plan b|the other way|the other option|the other approach|the other reading|the alternative" },
  { SILU_STEP_ALTERNATIVE,
    "另外一种|另外一个|另外，也可以|另外，还可以|另一种|另一个思路|另一个办法|另一个方法|"
    "另一个方案|另一条路|另一方案|另解|换个思路|换个角度|换个方法|换个办法|换个方式|换个说法|"
    "换一种|换种|换一个|换条路|还有一种|还有一个办法|还有一个思路|还有个办法|还可以|也可以|"
    "也可以用|或者|或者说，|或者，|又或者|要么|要不|要不然|不如|如果换|试试另|如果改|再试一种|"
    "方法二|方案二|解法二|第二种方法|第二种办法|第二种做法|第二种思路|第二种读法|备选|"
    "有没有别的|有没有更|有没有另|其他办法|别的办法" },
  { SILU_STEP_CONCLUDE,
    "in conclusion|in summary|to summarize|to summarise|to sum up|summing up|summary|"
    "final answer|the final answer|the answer is|the answer should|so the answer|"
    "so, the answer|so the final|so final answer|thus the answer|thus, the answer|"
    "hence the answer|hence, the answer|therefore the answer|therefore, the answer|"
    "therefore the final|therefore, the final|so my answer|so my final|my answer|"
    "my final answer|i think the answer|putting it all together|putting this together|"
    "putting it together|putting everything together|putting all this together|i'm confident|"
    "i am confident|so i'm confident|now i can answer|i can now answer|i can answer|"
    "now i can write|i'll answer|i'll respond|i will answer|i will respond|i'll reply|in short|"
    "overall|all in all|so in the end|in the end|so overall|so in summary|so in conclusion|"
    "so, in conclusion|so, in summary|so to summarize|that settles it|to conclude|conclusion|"
    "answer:|time to write|so i'll answer|so i'll respond|so i'll say|so i'll go with|"
    "i'll go with|so the conclusion" },
  { SILU_STEP_CONCLUDE,
    "综上|综上所述|总之|总结|总结一下|总的来说|总而言之|结论|结论是|最终答案|最终结果|所以答案|"
    "所以，答案|所以最终|所以结论|所以最后|因此答案|因此，答案|因此最终|因此结论|故答案|"
    "于是答案|答案是|答案应|答案就是|答案：|最后，答案|最终，|归纳起来|归纳一下|综合来看|"
    "综合以上|综合起来|现在可以回答|可以回答了|可以作答|整理一下|最后整理|这样看来|这样回答|"
    "那就这样|就这样回答" },
  { SILU_STEP_DRAFT_CODE,
    "let me write the code|let me write the function|let me write this in|"
    "let me write some code|let me write a|let me write it|let me code|let me implement|"
    "let me draft the code|let me sketch the code|let's write the code|let's code|"
    "let's implement|here's the code|here is the code|here's a version|i'll write the code|"
    "i'll implement|now the code|now write the code|code:|implementation:|something like this:" },
  { SILU_STEP_DRAFT_CODE,
    "写代码|代码如下|来写代码|来实现|写一下代码|实现如下|编写代码|写出代码|现在写代码|"
    "开始写代码|让我写代码|让我来写|代码大概|代码这样写|写成代码|先写代码" },
};

/* What it may begin with, as others do: and longer ones than above that are no cues. */
static const Row hints[] = {
  { SILU_STEP_DERIVE,
    "so|since|because|then|if|suppose|assume|assuming|consider|note that|notice|recall|we know|"
    "we get|we have|case 1|case 2|case 3|now|by|this gives|that gives|in that case|"
    "in this case|that leaves|this leaves|this tells|that tells|the reason|the key|the point|"
    "observe|for each|for any|let|when|once|either|both|by induction|in general|more generally|"
    "conversely|this suggests|that suggests|clearly|obviously|similarly|likewise|which leaves|"
    "what remains|the same" },
  { SILU_STEP_DERIVE,
    "所以|因为|由于|那么|即|设|假设|令|根据|这样|如果|当|注意到|考虑|既然|显然|此时|这时|关键|"
    "反过来|同样|一般地|由对称性|剩下|只剩|情况一|情况二|情形|第一种情况|第二种情况|若|对于|"
    "其中|这就|原因|这是因为" },
  { SILU_STEP_PLAN,
    "first|approach|strategy|next|next,|i need to|we need to|i should|i'll|i will|i want to|"
    "now i need|now let me|to do this|i'd structure|i can start|i could start|for the answer|"
    "for the reply|start with|then i" },
  { SILU_STEP_PLAN, "第一，|先|我需要|我应该|我要|我们需要|然后|方案|我会|接着|再看" },
  { SILU_STEP_COMPUTE,
    "sum|total|the sum|the total|count|that makes|so that's|in total|together|add|multiply|"
    "divide|expand|evaluate|plug|list|listing" },
  { SILU_STEP_COMPUTE, "总共|一共|总|逐一|逐个|列出|平均|数值" },
  { SILU_STEP_CHECK,
    "check|testing|test|test case|edge case|edge cases|good|great|right|indeed|compare|"
    "comparing|going through|walking through|tracing|confirm|does it|do they|try|trying|with|"
    "yes|correct|back to|looking back" },
  { SILU_STEP_CHECK,
    "测试|用例|边界情况|对照|比对|确认|看看|试一下|试试|拿|回到|逐条|抽查|确实|没错|没问题|"
    "对得上|这样的话" },
  { SILU_STEP_DOUBT,
    "but|however|though|although|except|unless|still|careful|strange|odd|oh|ah|uh|well|sorry|"
    "is it|is that|is this|am i|or is|or did|really|but what about|but if|but does|but do|"
    "but then|one thing|one worry|the catch|the trouble|there's a problem|there is a problem|"
    "that said|maybe i|perhaps i|not sure|wrong" },
  { SILU_STEP_DOUBT,
    "可是|不过|但|但是|可|然而|嗯|哎|啊|呃|唔|哦|会不会|难道|该不会|刚才|前面|不是|停|话说回来|"
    "有一点|不确定|我不确定|拿不准|是不是|别急|小心|我之前|问题在于|说不通|"
    "这里要不要" },
  { SILU_STEP_ALTERNATIVE,
    "or|instead|instead of|maybe i could|maybe i can|maybe we could|maybe we can|or we could|"
    "or i could|maybe|perhaps|one might|one could|i could|we could|could|suppose instead|"
    "if instead|a different|another|the second|there is also|there's also|also possible|"
    "some people|others" },
  { SILU_STEP_ALTERNATIVE,
    "另外|另一个|另一|还有|那如果|如果用|要是|假如|也有|可以写成|可以改|或|另|换成|改成|改用|"
    "比如" },
  { SILU_STEP_CONCLUDE,
    "so i|i'll give|i'll keep|i'll explain|i'll mention|i'll say|i'll write|i'll tell|"
    "i'd answer|i'd say|the answer|answer|final|finally|result|the reply|the response|reply|"
    "keep it|that's the answer|done|good, so|that should|so:" },
  { SILU_STEP_CONCLUDE, "最后|回答|回复|结果|那就|就按|答案|写的时候|语气|篇幅|正文|定下来" },
  { SILU_STEP_DRAFT_CODE,
    "code|implementation|something like|version|draft|the function|the code" },
  { SILU_STEP_DRAFT_CODE, "代码|写|实现|函数" },
  { SILU_STEP_DERIVE,
    "wait for|wait until|wait time|wait times|wait list|waits|first prize|first class|"
    "first place|the first|check box|check boxes|check mark|no one|no other|no more|no matter|"
    "no longer|no need|no wonder|no two|actual" },
  { SILU_STEP_DERIVE,
    "等等等|不对称|不对等|首先进|检查员|检查站|计算机|计划经济|代码库|或者说|另外两|另外三" },
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
  guint32 hash = SILU_HASH_START;
  Slot *slot = NULL;
  gsize at = 0;

  silu_words_read (&words, text, length);
  g_assert (words.n > 0 && words.n <= SILU_CUE_WORDS);
  for (guint i = 0; i < words.n; i++)
    {
      for (; at < words.ends[i]; at++)
        hash = silu_hash_add (hash, (guchar) words.bytes[at]);
      slot = find_slot (slots, hash, words.bytes, at);
      if (slot->words == NULL)
        *slot = (Slot){ hash, g_strndup (words.bytes, at), { -1, FALSE, -1, -1, -1 } };
    }

  return &slot->cue;
}

typedef enum
{
  ROLE_OPENS,
  ROLE_HINTS,
  ROLE_INSIDE,
} Role;

static void
add_rows (Slot *slots, const Row *rows, gsize n_rows, Role role)
{
  for (gsize i = 0; i < n_rows; i++)
    for (const char *at = rows[i].words; *at != '\0';)
      {
        gsize length = strcspn (at, "|");
        SiluCue *cue = add_cue (slots, at, length);

        if (role == ROLE_INSIDE)
          cue->has = (gint8) rows[i].kind;
        else
          {
            cue->opens = (gint8) rows[i].kind;
            cue->is_hint = role == ROLE_HINTS;
          }
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

      add_rows (made, openings, G_N_ELEMENTS (openings), ROLE_OPENS);
      add_rows (made, hints, G_N_ELEMENTS (hints), ROLE_HINTS);
      add_rows (made, inside, G_N_ELEMENTS (inside), ROLE_INSIDE);
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
  guint32 hash = SILU_HASH_START;
  const char *text = words->bytes;
  gsize begin = words->begins[first];
  gsize at = begin;
  guint n;

  for (n = 0; n < SILU_CUE_WORDS && first + n < words->n; n++)
    {
      const Slot *slot;

      for (; at < words->ends[first + n]; at++)
        hash = silu_hash_add (hash, (guchar) text[at]);
      slot = find_slot (slots, hash, text + begin, at - begin);
      if (slot->words == NULL)
        break;
      found[n] = &slot->cue;
    }

  return n;
}

gboolean
silu_cues_find_opening (const SiluWords *words, guint first, SiluOpening *opening)
{
  const SiluCue *found[SILU_CUE_WORDS];
  guint n = first < words->n ? silu_cues_find (words, first, found) : 0;

  for (; n > 0; n--)
    if (found[n - 1]->opens >= 0)
      {
        *opening =
            (SiluOpening){ (SiluStepKind) found[n - 1]->opens, found[n - 1]->is_hint, first + n };
        return TRUE;
      }

  return FALSE;
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
