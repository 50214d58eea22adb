"""Which test presses which key; what it claims is checked as it ends."""

from __future__ import annotations

RUN: dict[str, tuple[str, ...]] = {
    "test_agent_turn.py::test_it_is_heard_while_it_works_and_ended_by_a_key[contract]": (
        "app.turn",
        "turn.stop",
    ),
    "test_agents.py::test_a_question_goes_when_its_agent_does": ("build.run-agent",),
    "test_agents.py::test_a_skill_is_installed_and_removed_after_being_shown": (
        "app.agents",
        "agents.install",
        "agents.mcp",
        "agents.uninstall",
    ),
    "test_agents.py::test_an_agent_that_is_run_is_stopped_by_a_key": ("build.stop-agent",),
    "test_architecture.py::test_conventions_are_shown_before_they_are_taken": (
        "architecture.conventions",
        "yes-no.yes",
    ),
    "test_architecture.py::test_the_summary_says_how_choices_act_on_each_other": (
        "architecture.confirm",
        "summary.confirm",
    ),
    "test_build.py::test_a_critical_finding_closes_accept_until_it_is_dismissed": (
        "build.dismiss",
    ),
    "test_build.py::test_a_good_file_is_judged_without_a_key_and_accepted_by_one": (
        "build.accept",
    ),
    "test_build.py::test_a_modification_is_asked_for_in_words": ("build.modify",),
    "test_build.py::test_a_reopening_taken_back_says_which_task_waits_and_enter_begins_it": (
        "build.begin",
    ),
    "test_build.py::test_deferring_aborting_and_carrying_on": (
        "build.defer",
        "build.abort",
        "report.carry-on",
    ),
    "test_build.py::test_many_out_of_scope_writes_are_decided_on_at_once": ("build.scope",),
    "test_build.py::test_tabs_by_numbers_and_brackets": ("build.next-tab",),
    "test_build.py::test_the_prompt_is_copied_and_says_where_it_went": ("build.copy-prompt",),
    "test_build.py::test_the_task_is_copied_short_or_as_questions": ("build.copy-form",),
    "test_build.py::test_what_was_put_off_is_offered_once_more_before_the_report": (
        "build.report",
    ),
    "test_attempts.py::test_every_attempt_is_told_with_its_verdicts": ("build.attempts",),
    "test_attempts.py::test_the_words_of_the_tools_are_shown_in_full": ("build.output",),
    "test_build_keys.py::test_a_file_is_checked_again_and_a_demand_is_added": (
        "build.recheck",
        "build.constrain",
    ),
    "test_build_keys.py::test_a_fix_is_applied_after_its_diff_was_shown": (
        "build.fix",
        "fix.accept",
    ),
    "test_build_keys.py::test_a_terminal_that_cannot_be_handed_over_says_so": ("build.editor",),
    "test_build_keys.py::test_enter_leaves_the_report_and_everything_is_saved": ("report.leave",),
    "test_build_keys.py::test_from_the_report_a_task_is_done_again_and_from_the_list_too": (
        "build.reopen",
        "report.write",
        "report.read",
        "report.reopen",
    ),
    "test_build_keys.py::test_the_file_is_asked_for_anew_and_once_more_on_the_persons_word": (
        "build.regenerate",
    ),
    "test_build_keys.py::test_who_writes_is_chosen_while_building_and_tabs_go_both_ways": (
        "build.agent",
        "build.previous-tab",
    ),
    "test_checkpoint.py::test_a_concern_is_explained_and_leads_to_its_decision": (
        "checkpoint.revise",
        "checkpoint.clarify",
    ),
    "test_checkpoint.py::test_a_second_opinion_is_asked_for_and_shown_and_counts_for_nothing": (
        "checkpoint.opinion",
        "again.accept",
    ),
    "test_checkpoint.py::test_a_sensible_design_proceeds_by_one_key": ("checkpoint.proceed",),
    "test_commands.py::test_every_program_that_was_run_is_shown": ("app.commands-run",),
    "test_commands.py::test_help_shows_the_keys_that_apply_here_and_why_not": ("app.help",),
    "test_commands.py::test_the_log_tells_what_happened": ("app.log",),
    "test_commands.py::test_the_palette_finds_a_command_by_its_words": ("app.palette",),
    "test_comparison.py::test_a_long_purpose_hangs_below_its_first_line": ("structure.compare",),
    "test_comparison.py::test_differences_are_gone_to_by_keys": (
        "comparison.next",
        "comparison.previous",
    ),
    "test_contract.py::test_a_contract_that_makes_a_circle_is_refused": ("contract.save",),
    "test_contract.py::test_a_name_is_completed_with_the_import_that_it_needs": (
        "contract.take",
        "contract.next-name",
    ),
    "test_contract.py::test_an_import_is_hinted_at_and_added_by_one_key": ("contract.import",),
    "test_contract.py::test_the_interface_of_an_existing_file_is_put_there_to_be_trimmed": (
        "contract.existing",
    ),
    "test_contract.py::test_the_list_is_left_alone_by_those_who_do_not_want_it": (
        "contract.previous-name",
    ),
    "test_contracts.py::test_a_proposal_against_a_contract_is_a_diff": (
        "contracts.proposal",
        "proposal.refuse",
    ),
    "test_contracts.py::test_a_proposal_can_be_taken_into_the_editor": ("proposal.edit",),
    "test_contracts.py::test_a_proposal_for_no_file_of_the_structure_is_named": ("plan.contracts",),
    "test_contracts.py::test_a_proposal_is_asked_for_noticed_and_approved": (
        "contracts.ask",
        "proposal.accept",
    ),
    "test_contracts.py::test_every_file_says_where_its_contract_comes_from": (
        "contracts.edit",
        "contracts.next",
    ),
    "test_dialog.py::test_several_are_marked_and_taken": ("boxes.mark", "ask.submit"),
    "test_dialog.py::test_what_stands_at_the_cursor_is_chosen": ("choice.take",),
    "test_everywhere.py::test_a_live_concern_is_explained_copied_and_gone_to": (
        "critic.go",
        "critic.clarify",
        "text.copy",
        "dialog.leave",
    ),
    "test_everywhere.py::test_an_answer_is_taken_back_by_a_key_and_what_is_not_suggested_is_said": (
        "questions.clear",
    ),
    "test_everywhere.py::test_another_theme_is_chosen_by_its_name": ("app.theme",),
    "test_everywhere.py::test_answers_are_exported_with_what_is_being_typed": ("app.export",),
    "test_everywhere.py::test_panels_are_gone_to_by_their_numbers": (
        "stage.panel-1",
        "stage.panel-2",
        "stage.panel-3",
        "stage.panel-4",
        "stage.panel-5",
    ),
    "test_features.py::test_unanswered_gates_are_said_to_count_as_no": ("features.confirm",),
    "test_features.py::test_what_a_feature_needs_is_offered_never_added_silently": (
        "features.add-missing",
    ),
    "test_going_back.py::test_a_decision_is_found_by_its_words_and_escape_first_clears_them": (
        "decisions.filter",
    ),
    "test_going_back.py::test_a_decision_shows_what_it_touches_and_its_question_is_gone_to": (
        "app.go-back",
        "decisions.reopen",
        "yes-no.no",
    ),
    "test_going_back.py::test_a_reopening_is_taken_back_after_what_changed_was_named": (
        "decisions.undo",
    ),
    "test_going_back.py::test_brackets_go_from_stage_to_stage": (
        "decisions.next-stage",
        "decisions.previous-stage",
    ),
    "test_intake.py::test_arrows_go_from_question_to_question": ("questions.next",),
    "test_intake.py::test_an_option_is_chosen_at_the_cursor_and_enter_goes_on": (
        "option.take",
        "option.toggle",
    ),
    "test_intake.py::test_everything_is_answered_by_keys_and_confirmed": (
        "questions.suggested",
        "intake.confirm",
    ),
    "test_intake.py::test_the_summary_leads_back_to_an_answer": ("summary.revise",),
    "test_intake.py::test_what_cannot_be_taken_opens_the_question_again": ("questions.previous",),
    "test_filtered_listing.py::test_only_what_holds_the_letters_is_shown": (
        "listing.filter",
        "listing.all",
        "filter.keep",
    ),
    "test_filtered_listing.py::test_escape_shows_all_and_nothing_found_is_said": ("filter.all",),
    "test_jump.py::test_a_letter_goes_to_the_part_that_it_stands_on": ("stage.jump",),
    "test_plan.py::test_a_demand_and_an_import_are_added_to_a_task_and_taken_back": (
        "plan.constrain",
    ),
    "test_plan.py::test_a_drafted_contract_is_marked_and_given_up_for_the_one_in_force": (
        "contract.reset",
    ),
    "test_plan.py::test_a_file_joins_the_plan_and_is_split_and_taken_out": (
        "plan.add",
        "plan.split",
        "ask.submit",
    ),
    "test_plan.py::test_a_missing_contract_stands_in_the_way_until_it_is_written": (
        "plan.contract",
    ),
    "test_plan.py::test_a_task_is_seen_in_full_with_its_prompt": ("plan.view",),
    "test_plan.py::test_an_order_that_breaks_a_dependency_is_refused_before_anything_is_asked": (
        "plan.up",
    ),
    "test_plan.py::test_removing_names_what_needs_it_and_can_be_taken_back": (
        "plan.remove",
        "plan.restore",
    ),
    "test_plan.py::test_small_files_are_grouped_and_the_groups_taken_away": ("plan.group",),
    "test_plan.py::test_the_agent_is_chosen_and_approval_is_explicit": (
        "plan.confirm",
        "plan.agent",
    ),
    "test_plan.py::test_the_cursor_goes_with_a_task_that_is_moved": ("plan.down",),
    "test_plan.py::test_the_graph_says_what_waits_for_what_and_leads_to_a_task": (
        "plan.graph",
        "graph.go",
    ),
    "test_sandbox.py::test_a_refusal_stands_and_can_be_taken_back": ("build.sandbox",),
    "test_structure.py::test_a_directory_is_added_and_an_empty_tree_says_what_can_be_done": (
        "tree.add-directory",
    ),
    "test_structure.py::test_a_hint_is_accepted_by_its_key": ("structure.mend",),
    "test_structure.py::test_a_structure_is_kept_as_a_template_and_begun_with": ("structure.keep",),
    "test_structure.py::test_a_tree_is_replaced_by_text_and_faults_are_named": (
        "tree.as-text",
        "tree-text.submit",
        "tree-text.all",
    ),
    "test_structure.py::test_a_typed_path_makes_its_directories": ("tree.add-file",),
    "test_structure.py::test_approval_is_explicit": ("structure.confirm", "approval.approve"),
    "test_structure.py::test_marks_act_on_several": ("tree.mark",),
    "test_structure.py::test_moving_by_keys_and_by_cut_and_paste": (
        "tree.cut",
        "tree.paste",
        "tree.down",
        "tree.up",
        "tree.out",
        "tree.into",
    ),
    "test_structure.py::test_rename_purpose_duplicate_delete_undo_redo": (
        "tree.rename",
        "tree.delete",
        "tree.purpose",
        "tree.duplicate",
        "tree.redo",
    ),
    "test_structure.py::test_the_filter_keeps_the_directories_above": ("tree.filter", "tree.clear"),
    "test_structure.py::test_the_way_in_is_asked_first_and_a_template_is_only_a_proposal": (
        "tree.undo",
    ),
    "test_structure_view.py::test_a_narrow_screen_shows_the_guided_tree_by_a_key": (
        "guided.preview",
    ),
    "test_structure_view.py::test_a_refused_paste_is_shown_with_all_its_faults_to_be_mended": (
        "faults.go",
    ),
    "test_structure_view.py::test_directories_are_folded_and_unfolded_one_and_all": (
        "tree.fold",
        "tree.fold-all",
        "tree.unfold-all",
    ),
    "test_structure_view.py::test_the_text_of_every_notation_is_copied_and_read_back[0]": (
        "tree-text.copy",
    ),
    "test_structure_view.py::test_the_text_of_every_notation_is_copied_and_read_back[1]": (
        "tree-text.notation",
    ),
    "test_structure_ways_in.py::test_begin_empty_takes_the_tree_away_and_z_brings_it_back": (
        "structure.way",
    ),
    "test_welcome.py::test_an_answers_file_only_suggests": ("welcome.answers",),
    "test_keys_inside_entries.py::test_while_a_name_is_typed_the_footer_shows_what_applies_to_it": (
        "entry.take",
        "entry.leave",
    ),
    "test_welcome.py::test_quitting_is_quick": ("app.quit", "welcome.begin"),
}
"""By test, the commands that are carried out in it."""

REFUSED: dict[str, tuple[str, ...]] = {
    "test_agent_turn.py::test_it_is_heard_while_it_works_and_ended_by_a_key[contract]": (
        "app.turn",
        "turn.stop",
    ),
    "test_agents.py::test_a_skill_is_installed_and_removed_after_being_shown": (
        "agents.mcp",
        "agents.uninstall",
    ),
    "test_agents.py::test_an_agent_that_is_run_is_stopped_by_a_key": ("build.stop-agent",),
    "test_agents.py::test_before_a_project_there_is_nothing_to_install_for": ("app.agents",),
    "test_architecture.py::test_conventions_are_shown_before_they_are_taken": (
        "architecture.conventions",
    ),
    "test_build.py::test_a_critical_finding_closes_accept_until_it_is_dismissed": ("build.accept",),
    "test_build.py::test_out_of_scope_writes_are_shown_and_restored": ("build.scope",),
    "test_build_keys.py::test_before_a_task_is_open_every_key_says_what_is_missing": (
        "build.modify",
        "build.regenerate",
        "build.defer",
        "build.copy-prompt",
        "build.copy-form",
        "build.fix",
        "build.recheck",
        "build.dismiss",
        "build.editor",
        "build.run-agent",
        "build.constrain",
        "build.report",
    ),
    "test_build_keys.py::test_from_the_report_a_task_is_done_again_and_from_the_list_too": (
        "report.carry-on",
    ),
    "test_checkpoint.py::test_between_10_and_14_a_reason_is_asked_for_under_10_it_is_not_offered": (
        "checkpoint.proceed",
    ),
    "test_checkpoint.py::test_a_sensible_design_proceeds_by_one_key": ("checkpoint.clarify",),
    "test_comparison.py::test_where_nothing_differs_the_keys_say_so": (
        "comparison.next",
        "comparison.previous",
    ),
    "test_contract.py::test_an_import_is_hinted_at_and_added_by_one_key": ("contract.import",),
    "test_contracts.py::test_every_file_says_where_its_contract_comes_from": (
        "contracts.proposal",
    ),
    "test_contracts.py::test_nothing_is_missing_when_every_file_has_one": ("contracts.next",),
    "test_contracts.py::test_where_proposals_are_not_looked_at_none_is_asked_for": (
        "contracts.ask",
    ),
    "test_everywhere.py::test_an_answer_is_taken_back_by_a_key_and_what_is_not_suggested_is_said": (
        "questions.suggested",
    ),
    "test_everywhere.py::test_without_a_project_there_is_nothing_to_export_or_to_reopen": (
        "app.go-back",
        "app.export",
    ),
    "test_features.py::test_where_nothing_is_missing_nothing_can_be_added": (
        "features.add-missing",
    ),
    "test_going_back.py::test_a_decision_is_found_by_its_words_and_escape_first_clears_them": (
        "decisions.reopen",
    ),
    "test_going_back.py::test_a_reopening_is_taken_back_after_what_changed_was_named": (
        "decisions.undo",
    ),
    "test_plan.py::test_a_drafted_contract_is_marked_and_given_up_for_the_one_in_force": (
        "contract.reset",
    ),
    "test_plan.py::test_a_missing_contract_stands_in_the_way_until_it_is_written": (
        "plan.confirm",
    ),
    "test_plan.py::test_removing_names_what_needs_it_and_can_be_taken_back": ("plan.restore",),
    "test_structure.py::test_a_directory_is_added_and_an_empty_tree_says_what_can_be_done": (
        "tree.rename",
        "tree.undo",
    ),
    "test_structure.py::test_disabled_keys_say_why": ("tree.paste", "tree.redo"),
    "test_welcome.py::test_where_a_session_is_no_answers_file_is_offered": ("welcome.answers",),
}
"""By test, the commands that it tries in vain; why is said then."""
