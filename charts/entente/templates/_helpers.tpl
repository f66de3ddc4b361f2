{{- define "entente.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "entente.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "entente.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "entente.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "entente.selector" -}}
app.kubernetes.io/name: {{ include "entente.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "entente.labels" -}}
{{ include "entente.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: entente
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "entente.image" -}}
{{- $repository := required "image.repository: where you have pushed the image (Containerfile)" .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{ $repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* The services that run, each with the defaults it does not override: a map by name. */ -}}
{{- define "entente.services" -}}
{{- $all := dict -}}
{{- if eq .Values.mode "single" -}}
{{- $_ := set $all "hub" (mergeOverwrite (deepCopy .Values.defaults) (deepCopy (omit .Values.hub "storage")) (dict "replicas" 1)) -}}
{{- else -}}
{{- $defaults := .Values.defaults -}}
{{- range $name, $own := .Values.services -}}
{{- $_ := set $all $name (mergeOverwrite (deepCopy $defaults) (deepCopy $own)) -}}
{{- end -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{- /* Which service answers the paths that begin with a prefix; the longest counts. api.Routes has the same table. */ -}}
{{- define "entente.routes" -}}
{{- if eq .Values.mode "single" -}}
hub: [/]
{{- else -}}
members: [/v1/me, /v1/members, /v1/people, /v1/task-forces]
exchange: [/v1/indicators, /v1/sightings, /v1/disputes, /v1/moderation, /v1/searches, /v1/protections, /v1/imports, /v1/changes]
delivery: [/v1/subscriptions, /v1/deliveries, /v1/stream, /v1/feed, /.well-known/jwks]
governance: [/v1/audit, /v1/decisions, /v1/policies, /v1/explain]
screening: [/v1/screen, /v1/notices, /v1/networks]
portal: [/v1/sign-in-links, /session, /ui, /]
{{- end -}}
{{- end -}}

{{- /* Nine tenths of a limit like 512Mi or 2Gi, for Go's collector: (dict "limit" "1Gi"). */ -}}
{{- define "entente.gomemlimit" -}}
{{- $n := regexFind "^[0-9]+" .limit | int -}}
{{- if hasSuffix "Gi" .limit -}}{{- $n = mul $n 1024 -}}{{- end -}}
{{- printf "%dMiB" (div (mul $n 9) 10) -}}
{{- end -}}

{{- /* Settings as variables: (dict "settings" …). A list is joined. */ -}}
{{- define "entente.settings" -}}
{{- range $name, $value := .settings }}
- name: ENTENTE_{{ $name | upper | replace "-" "_" }}
  value: {{ if kindIs "slice" $value }}{{ join "," $value | quote }}{{ else if kindIs "float64" $value }}{{ if eq (float64 (int64 $value)) $value }}{{ int64 $value | quote }}{{ else }}{{ $value | quote }}{{ end }}{{ else }}{{ $value | toString | quote }}{{ end }}
{{- end }}
{{- end -}}

{{- /* Whether to make what needs an API of prometheus-operator: (list . "auto"). */ -}}
{{- define "entente.operator" -}}
{{- $root := index . 0 -}}
{{- if or (eq (index . 1) "always") (and (eq (index . 1) "auto") ($root.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")) -}}yes{{- end -}}
{{- end -}}
