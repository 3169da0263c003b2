// Figures with their formulas: what the pack's metrics are, counted by the state.

#include <string>

#include "query/views.h"
#include "state/read_ledger.h"

namespace yiting::query {

namespace {

using Counters = google::protobuf::RepeatedPtrField<std::string>;

int64_t Sum(state::Community& community, const Counters& plus, const Counters& minus) {
  int64_t sum = 0;
  for (const std::string& counter : plus) sum += state::CounterValue(community, counter);
  for (const std::string& counter : minus) sum -= state::CounterValue(community, counter);
  return sum;
}

// "a + b - c"; in brackets when it has more than one term.
std::string Side(const Counters& plus, const Counters& minus) {
  std::string text;
  for (const std::string& counter : plus) text += (text.empty() ? "" : " + ") + counter;
  for (const std::string& counter : minus) text += (text.empty() ? "-" : " - ") + counter;
  return plus.size() + minus.size() > 1 ? "(" + text + ")" : text;
}

// Thousandths, rounded half up, towards plus infinity. REQUIRES: denominator != 0.
int64_t PerMille(int64_t numerator, int64_t denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const int64_t twice = 2 * 1000 * numerator + denominator;
  const int64_t divisor = 2 * denominator;
  const int64_t quotient = twice / divisor;
  return twice % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace

void FillMetrics(const QueryInput& input, v1::MetricsView& view) {
  for (const auto& [counter, count] : state::AllCounters(input.community)) {
    v1::CounterRow* row = view.add_counters();
    row->set_counter(counter);
    row->set_count(count);
  }
  const PackPtr pack = PackInForce(input);
  if (!pack) return;
  for (const v1::Metric& metric : pack->model().metrics()) {
    v1::MetricRow* row = view.add_rows();
    row->set_id(metric.id());
    *row->mutable_title() = metric.title();
    row->set_version(metric.version());
    const std::string numerator = Side(metric.num_plus(), metric.num_minus());
    const std::string denominator = Side(metric.den_plus(), metric.den_minus());
    row->set_formula(denominator.empty() ? numerator : numerator + " / " + denominator);
    row->set_numerator(Sum(input.community, metric.num_plus(), metric.num_minus()));
    row->set_denominator(Sum(input.community, metric.den_plus(), metric.den_minus()));
    if (row->denominator() != 0) {
      row->set_per_mille(PerMille(row->numerator(), row->denominator()));
    }
    *row->mutable_note() = metric.note();
  }
}

}  // namespace yiting::query
