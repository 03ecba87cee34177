/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everyday words, which the chains of the corpus are too careful to use: "Wait, …" is a doubt
 * whatever stands around it. The sentence behind the | begins a step of that kind, or goes on with
 * the one before, however much it looks like one that does not. */
#include "silu-segmenter.h"

#include <string.h>

typedef struct
{
  SiluStepKind kind;
  const char *text;
} Probe;

static const Probe probes[] = {
  { SILU_STEP_DOUBT,
    "The user wants the sum of the first ten odd numbers.\n\n"
    "There are ten of them, so the sum is 90.\n\n"
    "|Wait, the sum of the first n odd numbers is n squared, that would be 100.\n\n"
    "So 100 it is." },
  { SILU_STEP_DOUBT, "The user asks which day it will be in 100 days.\n\n"
                     "100 leaves remainder 2, so two days on: Thursday. |Wait — today is "
                     "Wednesday, not Tuesday. Two days on is Friday.\n\n"
                     "I'll say Friday." },
  { SILU_STEP_DOUBT,
    "We need the snake to move once a tick.\n\n"
    "The head goes to the next cell and the tail is dropped.\n\n"
    "|Wait — the tail. If the snake does not grow, the tail leaves its cell in the same tick.\n\n"
    "The order matters, then." },
  { SILU_STEP_DOUBT, "Okay, so the user has a list with duplicates.\n\n"
                     "A set removes them in one line.\n\n"
                     "|Hmm, a set does not keep the order, and the user said the order matters.\n\n"
                     "A dictionary does." },
  { SILU_STEP_DOUBT, "The function should return the index of the largest element. I loop over all "
                     "of them and keep the best. |Hmm, what happens for an empty list? It would "
                     "return an index that does not exist.\n\n"
                     "That has to be said." },
  { SILU_STEP_DOUBT, "The train leaves at 9:40 and takes 95 minutes.\n\n"
                     "It arrives at 11:15.\n\n"
                     "|Actually, the clocks change that night, so the local time is different.\n\n"
                     "I should mention it." },
  { SILU_STEP_DOUBT,
    "The user gives two sides of a triangle.\n\n"
    "By Pythagoras the third one is 5. |Actually, nobody said that there is a right angle.\n\n"
    "The third side cannot be known." },
  { SILU_STEP_DOUBT, "The recipe is for four people.\n\n"
                     "For six it takes half as much again: 300 g of flour.\n\n"
                     "|But wait, the user said that two of them are small children.\n\n"
                     "300 g is more than enough." },
  { SILU_STEP_DOUBT, "The pool has two pipes.\n\n"
                     "Together they need 3 hours.\n\n"
                     "|Hold on. One of the pipes empties the pool, it does not fill it.\n\n"
                     "The rates have to be subtracted." },
  { SILU_STEP_DOUBT,
    "We have 12 coins and one is false. Three weighings give 27 outcomes, and 24 are needed. |No, "
    "that's wrong. There is one outcome more: no coin is false.\n\n"
    "That makes 25." },
  { SILU_STEP_DOUBT, "The user asks if 91 is prime.\n\n"
                     "It is not even, and not divisible by 3 or 5.\n\n"
                     "|No, that's not enough. 7 times 13 is 91.\n\n"
                     "It is not prime." },
  { SILU_STEP_DOUBT, "The user asks how many handshakes there are among 8 people.\n\n"
                     "8 times 7 gives 56. |Oh wait, this counts each of them twice. It is 28.\n\n"
                     "28 handshakes." },
  { SILU_STEP_DOUBT, "用户想知道一百以内有多少个质数。\n\n"
                     "我记得是24个。\n\n"
                     "|等等，2也是质数，我好像漏掉了。\n\n"
                     "那就是25个。" },
  { SILU_STEP_DOUBT, "题目说甲比乙大三岁，五年后两人一共四十三岁。\n\n"
                     "现在一共三十八岁，差三岁。|等等，43减5是一个人过五年，两个人要减10。\n\n"
                     "现在一共三十三岁。" },
  { SILU_STEP_DOUBT, "用户问这段代码为什么慢。\n\n"
                     "循环里面每次都查数据库，应该是这个原因。\n\n"
                     "|不对，查询前面有缓存，不会每次都查。\n\n"
                     "要看缓存有没有命中。" },
  { SILU_STEP_DOUBT,
    "这个方程有两个根，一正一负。取正的那个，x等于3。|不对，题目没有说x是正数。\n\n"
    "两个根都要写。" },
  { SILU_STEP_DOUBT, "用户要把文件按日期排序。\n\n"
                     "按文件名排就可以了。\n\n"
                     "|等一下，文件名里的月份没有补零，10会排在2前面。\n\n"
                     "得按数字来比较。" },
  { SILU_STEP_DOUBT, "用户问他该不该换工作。\n\n"
                     "他的描述里主要是工资的问题。\n\n"
                     "|嗯，不对，他后面说和同事相处也很累，工资只是一个方面。\n\n"
                     "两方面都要回应。" },
  { SILU_STEP_DOUBT, "用户想三天玩完北京。\n\n"
                     "第一天安排故宫和天坛。\n\n"
                     "|不过等等，他说第一天是周一，故宫周一闭馆。\n\n"
                     "得换一天。" },
  { SILU_STEP_DOUBT, "First, a look at it.\n\n"
                     "|Wait, the tail moves away.\n\n"
                     "Therefore the cell is free.\n\n"
                     "It is done." },
  { SILU_STEP_DOUBT, "The user asks about cells.\n\n"
                     "|Wait, the tail moves away.\n\n"
                     "Therefore the cell is free.\n\n"
                     "It is done.\n\n"
                     "The rest is easy.\n\n"
                     "We can go on with the next one." },
  { SILU_STEP_DOUBT, "用户问的是路线。\n\n"
                     "先看地图。\n\n"
                     "|等等，这条路在修。\n\n"
                     "因此要绕一下。\n\n"
                     "绕路多走两公里。" },
  { SILU_STEP_ALTERNATIVE,
    "The user asks how to draw a maze.\n\n"
    "|Alternatively, mark each cell of a grid and remove walls until all are joined.\n\n"
    "So the answer is a grid." },
  { SILU_STEP_ALTERNATIVE, "The user asks how.\n\n"
                           "|Alternatively, mark each cell of a grid.\n\n"
                           "So the answer is a grid." },
  { SILU_STEP_ALTERNATIVE,
    "We need to swap two variables without a third.\n\n"
    "Addition and subtraction work for numbers.\n\n"
    "|Another way is a tuple assignment, which works for everything in Python.\n\n"
    "That is what I'd show." },
  { SILU_STEP_ALTERNATIVE, "The user wants a present for his mother, who likes gardens.\n\n"
                           "A book on roses would do.\n\n"
                           "|What if he gave her a day in the botanical garden instead?\n\n"
                           "I can offer both." },
  { SILU_STEP_ALTERNATIVE, "The error comes up only in production.\n\n"
                           "The settings may differ there.\n\n"
                           "|Or maybe the library has another version there.\n\n"
                           "Both are easy to see in the log." },
  { SILU_STEP_ALTERNATIVE,
    "The integral can be done by parts.\n\n"
    "That takes two rounds.\n\n"
    "|Another approach: differentiate under the integral sign with a parameter.\n\n"
    "It is shorter." },
  { SILU_STEP_ALTERNATIVE, "The user needs a word for somebody who loves books.\n\n"
                           "Bookworm is the common one.\n\n"
                           "|Or perhaps bibliophile, which is more formal.\n\n"
                           "I'd list both." },
  { SILU_STEP_ALTERNATIVE, "用户想给公司起个名字。\n\n"
                           "可以用创始人的姓。\n\n"
                           "|另外一种做法是用产品的特点来命名。\n\n"
                           "两种都列几个。" },
  { SILU_STEP_ALTERNATIVE, "用户问怎么证明根号二是无理数。\n\n"
                           "可以用反证法，设它等于p比q。\n\n"
                           "|换个思路，用算术基本定理看质因数的个数。\n\n"
                           "后一种更短。" },
  { SILU_STEP_ALTERNATIVE, "用户想周末带孩子出去。\n\n"
                           "动物园比较远，来回要三个小时。\n\n"
                           "|或者去附近的科技馆，坐地铁就能到。\n\n"
                           "我两个都写上。" },
  { SILU_STEP_ALTERNATIVE, "这个查询可以用子查询来写。\n\n"
                           "嵌套了三层，不好读。\n\n"
                           "|另一种写法是用窗口函数。\n\n"
                           "我推荐后者。" },
  { SILU_STEP_ALTERNATIVE, "题目要求三角形的面积。\n\n"
                           "用底乘高要先求出高。\n\n"
                           "|也可以用海伦公式，三条边都知道了。\n\n"
                           "算起来差不多。" },
  { SILU_STEP_CHECK, "The user asks for two numbers with sum 10 and product 21.\n\n"
                     "They are the roots of a quadratic: 3 and 7.\n\n"
                     "|Let me check: 3 + 7 = 10 and 3 times 7 = 21.\n\n"
                     "So the answer is 3 and 7." },
  { SILU_STEP_CHECK, "The regular expression needs an optional sign and digits.\n\n"
                     "That is ^[+-]?[0-9]+$ then.\n\n"
                     "|Let me verify this with a few strings: +5 matches, - does not.\n\n"
                     "I can answer now." },
  { SILU_STEP_CHECK,
    "The invoice has three items.\n\n"
    "Together they cost 84.50.\n\n"
    "|Let me double-check the sum of the items. 20 and 30 and 34.50 make 84.50.\n\n"
    "The total stands." },
  { SILU_STEP_CHECK, "The loop runs from 0 to n - 1.\n\n"
                     "The sum is n(n - 1)/2.\n\n"
                     "|To verify, take n = 4: 0 + 1 + 2 + 3 = 6, and 4 times 3 / 2 = 6.\n\n"
                     "So the formula is right." },
  { SILU_STEP_CHECK,
    "The user wants the sentence in French.\n\n"
    "Il faut que tu viennes.\n\n"
    "|Let me double check the verb: after il faut que comes the subjunctive, viennes.\n\n"
    "That's it." },
  { SILU_STEP_CHECK, "题目要求两个数，和是十，积是二十一。\n\n"
                     "这两个数是3和7。\n\n"
                     "|让我验证一下：3加7等于10，3乘7等于21。\n\n"
                     "所以答案是3和7。" },
  { SILU_STEP_CHECK, "用户让我把这段话翻译成英文。\n\n"
                     "第二句用现在完成时比较好。\n\n"
                     "|检查一下有没有漏译的地方：三句话都有对应。\n\n"
                     "可以回答了。" },
  { SILU_STEP_CHECK, "鸡有十二只，兔有八只。\n\n"
                     "脚一共是五十六只。\n\n"
                     "|验算一下，12乘2加8乘4等于24加32，是56。\n\n"
                     "没有问题。" },
  { SILU_STEP_CHECK, "函数把列表分成两半再合并。\n\n"
                     "写成递归就行。\n\n"
                     "|让我检查一下空列表的情况，长度是零，直接返回。\n\n"
                     "边界没有问题。" },
  { SILU_STEP_CONCLUDE, "The user asks whether 2027 is prime.\n\n"
                        "No prime up to 45 divides it.\n\n"
                        "|Therefore, the answer is yes: 2027 is prime." },
  { SILU_STEP_CONCLUDE, "The user compares two phones.\n\n"
                        "The first one has the better camera, the second one lasts longer.\n\n"
                        "|In conclusion, the second one suits somebody who travels a lot." },
  { SILU_STEP_CONCLUDE, "There are 6 ways for the first letter and 5 for the second.\n\n"
                        "That makes 30.\n\n"
                        "|So the answer is 30." },
  { SILU_STEP_CONCLUDE, "The user asks if he may keep the deposit.\n\n"
                        "The contract says nothing about it, and the law gives 30 days.\n\n"
                        "|To sum up, he has to pay it back within 30 days." },
  { SILU_STEP_CONCLUDE, "The two lines have the same slope.\n\n"
                        "They are parallel.\n\n"
                        "|So the final answer is that they never meet." },
  { SILU_STEP_CONCLUDE, "用户问两个方案哪个好。\n\n"
                        "方案一便宜，方案二省时间。\n\n"
                        "|综上，时间紧的话选方案二。" },
  { SILU_STEP_CONCLUDE, "第一个数是偶数，第二个数是奇数。\n\n"
                        "它们的和是奇数。\n\n"
                        "|所以答案是奇数。" },
  { SILU_STEP_CONCLUDE, "甲说的是假话，乙说的也是假话。\n\n"
                        "只剩下丙。\n\n"
                        "|因此答案是丙。" },
  { SILU_STEP_CONCLUDE, "用户想减肥，又不想饿肚子。\n\n"
                        "多吃蔬菜和蛋白质，少吃甜的。\n\n"
                        "|总之，先从晚饭改起，一周看一次体重。" },
  { SILU_STEP_PLAN,
    "The user wants a letter to his landlord about the heating.\n\n"
    "|First, I need to know what the contract says, then write down the dates, then the demand.\n\n"
    "The heating has been broken since Monday." },
  { SILU_STEP_PLAN, "The user has a slow web page and wants to know why.\n\n"
                    "|My plan: measure the server first, then the network, then the browser.\n\n"
                    "The server answers in 40 ms, so it is not the server." },
  { SILU_STEP_PLAN,
    "Okay, the user wants to learn the piano at 50.\n\n"
    "|I'll start with what is realistic, then give a timetable for the first month.\n\n"
    "Half an hour a day is realistic." },
  { SILU_STEP_PLAN, "用户要写一篇关于春天的作文。\n\n"
                    "|首先，我要想好写哪几个景物，再安排顺序，最后写感受。\n\n"
                    "柳树和燕子是最常见的。" },
  { SILU_STEP_PLAN, "用户想在家里装一个书架。\n\n"
                    "|我先看墙的尺寸，再选板材，最后说怎么固定。\n\n"
                    "墙宽两米四。" },
  { SILU_STEP_PLAN, "题目给了一个数列的前五项。\n\n"
                    "前五项的差是2、4、6、8。\n\n"
                    "|接下来先猜通项，再用归纳法证明。\n\n"
                    "通项是n的平方减n加一。" },
  { SILU_STEP_COMPUTE, "The user borrows 1000 at 5 percent for three years.\n\n"
                       "The interest is paid at the end, so it compounds.\n\n"
                       "|Let me compute: 1000 * 1.05^3 = 1000 * 1.157625 = 1157.63.\n\n"
                       "That is what he owes." },
  { SILU_STEP_COMPUTE, "We need the number of seconds in a leap year.\n\n"
                       "It has 366 days.\n\n"
                       "|Let me calculate: 366 * 24 = 8784, and 8784 * 3600 = 31622400.\n\n"
                       "So the answer is 31,622,400." },
  { SILU_STEP_COMPUTE, "用户买了三件东西，想知道打八折以后多少钱。\n\n"
                       "三件的原价都给了。\n\n"
                       "|计算一下：120+80+50=250，250×0.8=200。\n\n"
                       "所以答案是200元。" },
  { SILU_STEP_COMPUTE, "半径是5厘米，圆周率取3.14。\n\n"
                       "面积是半径的平方乘圆周率。\n\n"
                       "|我来算一下：5×5=25，25×3.14=78.5。\n\n"
                       "面积是78.5平方厘米。" },
  { SILU_STEP_DRAFT_CODE, "We need the sum of 2 and 2.\n\n"
                          "First, I add them: 2 + 2 = 5.\n\n"
                          "Wait, that is wrong. 2 + 2 = 4.\n\n"
                          "|```c\nint four = 2 + 2;\n```\n\n"
                          "So the answer is 4." },
  { SILU_STEP_DRAFT_CODE, "The user wants to count words.\n\n"
                          "A dictionary from words to numbers is enough.\n\n"
                          "|```python\ncounts = {}\nfor word in text.split():\n    counts[word] = "
                          "counts.get(word, 0) + 1\n```\n\n"
                          "That is all." },
  { SILU_STEP_DRAFT_CODE,
    "The user asks for a function that reverses a list.\n\n"
    "Two pointers walk towards each other.\n\n"
    "|Here's the code:\n\n"
    "```c\nfor (i = 0, j = n - 1; i < j; i++, j--)\n  swap (&a[i], &a[j]);\n```\n\n"
    "It works for empty lists too." },
  { SILU_STEP_DRAFT_CODE,
    "用户想要一个判断闰年的函数。\n\n"
    "能被4整除但不能被100整除，或者能被400整除。\n\n"
    "|代码如下：\n\n"
    "```python\ndef is_leap(y):\n    return y % 4 == 0 and y % 100 != 0 or y % 400 == 0\n```\n\n"
    "可以回答了。" },
};

/* Words that are no cue where they stand. */
static const char *const plain[] = {
  "The user asks about processes in C. |A parent that calls wait() gets the status of the child, "
  "and one that does not leaves a zombie behind.",
  "The shop opens at nine. |While the customers wait in front of the door, the clerk counts the "
  "change.",
  "The user has ten tasks and one loop. |They call asyncio.wait with a list, which is allowed up "
  "to version 3.10 only.",
  "The user was at the town office. |Wait times there are two hours in the morning and half an "
  "hour in the evening.",
  "The race had eight runners. |Anna came first and Ben came second, so nobody was between them.",
  "The list is sorted. |Its first element is the smallest, its last one the largest.",
  "The school had a lottery. |First prize was a bicycle, and the user's son has won it.",
  "The user sold his car. |He was paid by check, and the bank wants to see the letter that came "
  "with it.",
  "The form is for the whole week. |It has a check box for each of the days, and none of them is "
  "set.",
  "The program has two branches. |The alternative branch is for Windows, which nobody uses here.",
  "The user borrowed money. |She wants to know what she actually owes, with interest and without "
  "the fee.",
  "The number is even. |Half of it is whole, so the square of that is a quarter of the square.",
  "Two friends took a taxi. |They therefore share the cost, as they did the day before.",
  "The user pasted a letter. |Its third line says that the answer to the first question is "
  "enclosed.",
  "他昨天加了班。|她昨天也很晚才睡，所以今天起得很晚，没有赶上第一班车。",
  "妈妈在排队。|孩子问她还要等等多久，她说再过十分钟车就来。",
  "用户贴了一份菜谱。|这道菜首先要把豆腐切成块，这是菜谱上的原话。",
  "用户头疼了两个星期。|医生让他去做检查，可是他一直没有时间去医院。",
  "客人坐下了。|她只是想要一点或者甜或者苦的东西，茶和咖啡都行。",
  "用户和同事吵了一架。|同事说的话没有什么不对的地方，只是语气有一点重。",
};

/* Of the step that begins at the mark of @marked, -1 if none does. */
static int
find_kind (const char *marked)
{
  g_autoptr (SiluSegmenter) segmenter = silu_segmenter_new ();
  g_auto (GStrv) parts = g_strsplit (marked, "|", -1);
  gsize mark = strlen (parts[0]);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  silu_segmenter_feed (segmenter, parts[0], mark, 0);
  silu_segmenter_feed (segmenter, parts[1], strlen (parts[1]), 0);
  silu_segmenter_finish (segmenter);
  for (guint i = 0; i < silu_segmenter_get_n_steps (segmenter); i++)
    if (silu_segmenter_get_step (segmenter, i)->start == mark)
      return (int) silu_segmenter_get_step (segmenter, i)->kind;

  return -1;
}

static void
test_cues (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      g_test_message ("%s", probes[i].text);
      g_assert_cmpint (find_kind (probes[i].text), ==, probes[i].kind);
    }
}

static void
test_plain (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_test_message ("%s", plain[i]);
      g_assert_cmpint (find_kind (plain[i]), ==, -1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/probes/cues", test_cues);
  g_test_add_func ("/probes/plain", test_plain);

  return g_test_run ();
}
