package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CourseListTest {
    @Test
    void a_lesson_comes_where_its_name_belongs_and_comments_stay() {
        String text = """
                title: { en: 课程 𝄞 }  # a note
                lessons:
                  # the first
                  - 10-one
                  - 30-three # the last
                languages: [en]
                """;

        assertThat(new CourseList(text).with("20-two")).contains(text.replace("  - 30", "  - 20-two\n  - 30"));
        assertThat(new CourseList(text).with("40-four"))
                .contains(text.replace("30-three # the last", "30-three\n  - 40-four # the last"));
        assertThat(new CourseList(text).with("05-none")).contains(text.replace("  - 10", "  - 05-none\n  - 10"));
    }

    @Test
    void a_list_in_an_order_of_its_own_keeps_it() {
        assertThat(new CourseList("lessons: [b, a]\n").with("aa")).contains("lessons: [b, a, aa]\n");
        assertThat(new CourseList("lessons: [ a, c ]\n").with("b")).contains("lessons: [ a, b, c ]\n");
        assertThat(new CourseList("lessons: []\n").with("a")).contains("lessons: [a]\n");
    }

    @Test
    void a_text_without_a_list_is_not_edited() {
        for (String text :
                new String[] {"", "lessons:\n", "lessons: a\n", "[a]\n", "lessons: [", "title: x\n", "\t: {"}) {
            assertThat(new CourseList(text).with("b")).as(text).isEmpty();
        }
    }
}
