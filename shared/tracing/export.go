package tracing

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// Export sends spans by OTLP over HTTP, as OpenTelemetry's environment says
// (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables): nothing unless
// OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT names where to. The tracer is nil
// then. Call end last; it sends what waits.
func Export(ctx context.Context, service string, environ []string, log *slog.Logger) (t *Tracer, end func(context.Context) error, err error) {
	env := map[string]string{}
	for _, line := range environ {
		if name, value, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, "OTEL_") {
			env[name] = value
		}
	}
	end = func(context.Context) error { return nil }
	switch {
	case env["OTEL_EXPORTER_OTLP_ENDPOINT"] == "" && env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] == "",
		strings.EqualFold(env["OTEL_SDK_DISABLED"], "true"), env["OTEL_TRACES_EXPORTER"] == "none":
		return nil, end, nil
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, end, fmt.Errorf("tracing: %w", err)
	}
	named := resource.Default()
	if env["OTEL_SERVICE_NAME"] == "" && !strings.Contains(env["OTEL_RESOURCE_ATTRIBUTES"], "service.name=") {
		if named, err = resource.Merge(named, resource.NewSchemaless(attribute.String("service.name", service))); err != nil {
			return nil, end, fmt.Errorf("tracing: %w", err)
		}
	}
	// What OpenTelemetry has to say has one place in a process.
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		log.WarnContext(context.WithoutCancel(ctx), "traces are not sent", slog.Any("error", err))
	}))
	p := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(named))
	return New(p), p.Shutdown, nil
}
