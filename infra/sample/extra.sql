-- A second database, small and with a name that needs care.
CREATE TABLE public.setting (key text PRIMARY KEY, value jsonb NOT NULL);
INSERT INTO public.setting SELECT 'k' || g, jsonb_build_object('v', g) FROM generate_series(1, 100) g;
