package httpd

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// meters are what is measured of requests, under the names that OpenTelemetry's semantic conventions
// have in Prometheus (opentelemetry.io/docs/specs/semconv/http/http-metrics).
type meters struct {
	duration *prometheus.HistogramVec
	active   prometheus.Gauge
}

func newMeters(r prometheus.Registerer) (*meters, error) {
	m := &meters{
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "http_server_request_duration_seconds", Help: "Time to answer a request; of a stream, how long it was open.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"http_request_method", "http_route", "http_response_status_code"}),
		active: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "http_server_active_requests", Help: "Requests being answered, open streams among them.",
		}),
	}
	for _, c := range []prometheus.Collector{m.duration, m.active} {
		if err := r.Register(c); err != nil {
			return nil, fmt.Errorf("httpd: %w", err)
		}
	}
	return m, nil
}

func (m *meters) observe(verb, route string, status int, took time.Duration) {
	m.duration.WithLabelValues(method(verb), route, strconv.Itoa(status)).Observe(took.Seconds())
}

// method keeps a client's inventions out of labels and logs.
func method(verb string) string {
	switch verb {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return verb
	default:
		return "other"
	}
}

// Metrics shows a registry, for a listener of its own; on the main one it is at /metrics, for
// the admin.
func Metrics(r *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{Registry: r})
}
