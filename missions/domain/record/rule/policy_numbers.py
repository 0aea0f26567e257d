"""The numbers of a policy: declared once, with what they are called and counted in wherever they are named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number of the policy; `unit` is what it counts."""

    name: str
    title: str
    unit: str

    @property
    def label(self) -> str:
        """What it is called where no unit stands beside it."""
        return f"{self.title} (%)" if self.unit == "%" else self.title


POLICY_NUMBERS = {
    number.name: number
    for number in (
        PolicyNumber("government_over", "Government Primary: government over", "%"),
        PolicyNumber("commercial_government_at_most", "Commercial Primary: government at most", "%"),
        PolicyNumber("commercial_demonstrated_over", "Commercial Primary: demonstrated over", "%"),
        PolicyNumber("cadence_government_primary", "Months between evaluations, Government Primary", "months"),
        PolicyNumber("cadence_hybrid", "Months between evaluations, Hybrid", "months"),
        PolicyNumber("cadence_commercial_primary", "Months between evaluations, Commercial Primary", "months"),
        PolicyNumber("shift_supports", "Supports for a shift", "votes"),
        PolicyNumber("shift_organizations", "Organizations among them", "organizations"),
        PolicyNumber("reaffirm_supports", "Supports for a reaffirmation", "votes"),
    )
}
